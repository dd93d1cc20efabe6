"""The names that tags have: ASCII without blanks and commas, as caches demand it.

An answer bears the tags of what it depends on. A change touches the tags of what it changes, and
every change touches `content`. `all` stands on every answer.
"""

import re
from functools import lru_cache
from hashlib import sha256

__all__ = ["ALL", "ANY_CHANGE", "of_article", "of_list", "of_name", "of_place", "of_url"]

ALL = "all"
ANY_CHANGE = "content"

SUBJECTS = 1_000  # whose tags are remembered: each article in a list has one
LONGEST_REMEMBERED = 200  # characters: clients name subjects too, of any length
READABLE = re.compile(r"[a-z0-9-]{1,40}")
DIGITS = 12  # hexadecimal: among millions of articles, two that are purged together do no harm


def of_article(path: str) -> str:
    """What stands in the file at a path, or that there is none."""
    return f"a-{digest(path)}"


def of_url(url: str) -> str:
    """The article that answers for a url, or that none does."""
    return f"u-{digest(url.rstrip('/'))}"


def of_place(subject: str, slug: str) -> str:
    """The article at a subject's slug and its own, or that there is none."""
    return f"p-{digest(f'{subject}/{slug}')}"


def of_list(subject: str) -> str:
    """The articles of a subject: which there are and what they say."""
    return f"s-{short(subject)}"


def of_name(subject: str) -> str:
    """A subject's name and the number of its articles."""
    return known_name(subject) if len(subject) <= LONGEST_REMEMBERED else name_of(subject)


def name_of(subject: str) -> str:
    return f"n-{short(subject)}"


known_name = lru_cache(SUBJECTS)(name_of)


def short(slug: str) -> str:
    return slug if READABLE.fullmatch(slug) else digest(slug)


def digest(text: str) -> str:
    return sha256(text.encode(errors="surrogateescape")).hexdigest()[:DIGITS]
