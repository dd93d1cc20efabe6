"""Names made from other names."""

from functools import lru_cache

__all__ = ["default_url", "readable_stem", "subject_of", "subject_slug"]


LONGEST_REMEMBERED = 200  # characters: clients name subjects too, in filters of any length


def subject_slug(name: str) -> str:
    """A subject's identity: "Computer Science" and "Computer science" are `computer-science`."""
    return known_slug(name) if len(name) <= LONGEST_REMEMBERED else slug_of(name)


def slug_of(name: str) -> str:
    # A start out of a snapshot makes no slugs.
    from slugify import slugify

    return slugify(name, allow_unicode=True)


known_slug = lru_cache(maxsize=4096)(slug_of)


@lru_cache(maxsize=4096)
def subject_of(written: str) -> tuple[str, str]:
    """A subject's name with single spaces, and its slug."""
    name = " ".join(written.split())
    return name, subject_slug(name)


def default_url(path: str) -> str:
    """The url of a file that names none: `posts/a.md` → /posts/a, `posts/index.md` → /posts."""
    folder, _, name = path.rpartition("/")
    stem = _stem(name)
    if stem == "index":
        return "/" + folder
    return f"/{folder}/{stem}" if folder else "/" + stem


def readable_stem(path: str) -> str:
    """`how-do-cells_divide.md` → "How do cells divide"."""
    stem = _stem(path.rpartition("/")[2])
    words = " ".join(stem.replace("-", " ").replace("_", " ").split()) or stem
    return words[:1].upper() + words[1:]


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name
