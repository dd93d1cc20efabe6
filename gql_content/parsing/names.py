"""Urls, titles and slugs derived from paths and names."""

from functools import lru_cache

__all__ = ["humanize_file_name", "make_default_url", "parse_subject", "slugify_subject"]


_MAX_CACHED_NAME_LENGTH = 200  # clients name subjects too, in filters of any length


def slugify_subject(name: str) -> str:
    """Return a subject's slug: "Computer Science" and "Computer science" are `computer-science`."""
    return _slugify_cached(name) if len(name) <= _MAX_CACHED_NAME_LENGTH else _slugify(name)


def _slugify(name: str) -> str:
    # Imported late: a start from a snapshot makes no slugs.
    from slugify import slugify

    return slugify(name, allow_unicode=True)


_slugify_cached = lru_cache(maxsize=4096)(_slugify)


@lru_cache(maxsize=4096)
def parse_subject(written: str) -> tuple[str, str]:
    """Return a subject's name, with single spaces, and its slug."""
    name = " ".join(written.split())
    return name, slugify_subject(name)


def make_default_url(path: str) -> str:
    """Return the url of a file without one: `posts/a.md` → /posts/a, `posts/index.md` → /posts."""
    folder, _, name = path.rpartition("/")
    prefix = _strip_suffix(name)
    if prefix == "index":
        return "/" + folder
    return f"/{folder}/{prefix}" if folder else "/" + prefix


def humanize_file_name(path: str) -> str:
    """Make a title of a file name: `how-do-cells_divide.md` → "How do cells divide"."""
    prefix = _strip_suffix(path.rpartition("/")[2])
    words = " ".join(prefix.replace("-", " ").replace("_", " ").split()) or prefix
    return words[:1].upper() + words[1:]


def _strip_suffix(name: str) -> str:
    return name.rpartition(".")[0] or name
