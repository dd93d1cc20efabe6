"""Which of arrow's locales a language tag means: https://www.rfc-editor.org/rfc/rfc5646"""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from gql_content.dates.errors import BadLocale

if TYPE_CHECKING:
    from arrow.locales import Locale

__all__ = ["arrow_locale", "normalised"]

MOST_CHARACTERS = 35  # RFC 5646, 4.4.1
SCRIPT = 4  # the length of a subtag such as Hant

# Tags in use that arrow has under another name; its Serbian is in Latin script.
ALIASES = {
    "no": "nb",
    "sr-latn": "sr",
    "zh-hans": "zh",
    "zh-hant": "zh-tw",
    "zh-hant-hk": "zh-hk",
    "zh-hant-mo": "zh-hk",
    "zh-mo": "zh-hk",
}


def normalised(tag: str) -> str:
    """The tag as arrow spells it: `en_US` is `en-us`; one that is too long is refused."""
    if len(tag) > MOST_CHARACTERS:
        raise BadLocale(f"A locale has at most {MOST_CHARACTERS} characters, such as en or pt-BR.")
    return tag.lower().replace("_", "-")


@lru_cache(maxsize=256)
def arrow_locale(tag: str) -> "Locale":
    """The locale of a normalised tag, or that of its language where the region has none."""
    from arrow.locales import get_locale  # arrow takes 30 ms to import

    name = next((name for name in _fallbacks(tag) if name in _names()), None)
    if name is None:
        raise BadLocale(f"The locale {tag!r} is not known. {_remedy(tag)}")
    return get_locale(name)


def _fallbacks(tag: str) -> Iterator[str]:
    """A region may be left off, a script may not: its readers could not read the other one."""
    subtags = tag.split("-")
    while subtags:
        name = "-".join(subtags)
        yield ALIASES.get(name, name)
        last = subtags.pop()
        if len(last) == SCRIPT and last.isalpha():
            return


@cache
def _names() -> frozenset[str]:
    from arrow.locales import Locale

    return frozenset(name.lower().replace("_", "-") for name in _names_below(Locale))


def _names_below(kind: "type[Locale]") -> Iterator[str]:
    for each in kind.__subclasses__():
        yield from each.names
        yield from _names_below(each)


def _remedy(tag: str) -> str:
    close = get_close_matches(tag, sorted(_names()))
    return f"Did you mean {' or '.join(close)}?" if close else "Name a language, such as en or de."
