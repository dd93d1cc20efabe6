"""Finds arrow's locale for a language tag: https://www.rfc-editor.org/rfc/rfc5646"""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from gql_content.dates.tokenizer import LocaleError

if TYPE_CHECKING:
    from arrow.locales import Locale

__all__ = ["find_arrow_locale", "normalize_locale"]


MAX_LOCALE_CHARACTERS = 35  # RFC 5646, 4.4.1
SCRIPT_SUBTAG_CHARACTERS = 4  # such as Hant

# Tags that arrow has under another name. Its Serbian is in Latin script.
LOCALE_ALIASES = {
    "no": "nb",
    "sr-latn": "sr",
    "zh-hans": "zh",
    "zh-hant": "zh-tw",
    "zh-hant-hk": "zh-hk",
    "zh-hant-mo": "zh-hk",
    "zh-mo": "zh-hk",
}


def normalize_locale(tag: str) -> str:
    """Spell a tag as arrow does: `en_US` becomes `en-us`. Raises `LocaleError` if too long."""
    if len(tag) > MAX_LOCALE_CHARACTERS:
        raise LocaleError(
            f"A locale has at most {MAX_LOCALE_CHARACTERS} characters, such as en or pt-BR."
        )
    return tag.lower().replace("_", "-")


@lru_cache(maxsize=256)
def find_arrow_locale(tag: str) -> "Locale":
    """Return the locale of a normalized tag, or that of its language if the region has none."""
    from arrow.locales import get_locale  # arrow takes 30 ms to import

    name = next((name for name in _iterate_fallbacks(tag) if name in _get_locale_names()), None)
    if name is None:
        raise LocaleError(f"Unknown locale {tag!r}. {_suggest_locales(tag)}")
    return get_locale(name)


def _iterate_fallbacks(tag: str) -> Iterator[str]:
    """Yield the names to try. A region may be dropped, a script may not."""
    subtags = tag.split("-")
    while subtags:
        name = "-".join(subtags)
        yield LOCALE_ALIASES.get(name, name)
        last = subtags.pop()
        if len(last) == SCRIPT_SUBTAG_CHARACTERS and last.isalpha():
            return


@cache
def _get_locale_names() -> frozenset[str]:
    from arrow.locales import Locale

    return frozenset(name.lower().replace("_", "-") for name in _iterate_locale_names(Locale))


def _iterate_locale_names(locale_class: "type[Locale]") -> Iterator[str]:
    for subclass in locale_class.__subclasses__():
        yield from subclass.names
        yield from _iterate_locale_names(subclass)


def _suggest_locales(tag: str) -> str:
    close = get_close_matches(tag, sorted(_get_locale_names()))
    return (
        f"Did you mean {' or '.join(close)}?" if close else "Use a language tag, such as en or de."
    )
