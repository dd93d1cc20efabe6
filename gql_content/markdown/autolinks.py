"""Autolinks as on GitHub: urls with a scheme, with `www.`, and e-mail addresses.

Plain host names stay text: "ASP.NET" and "README.md" only look like domains. linkify-it finds just
the e-mail addresses: for the others, it and markdown-it can take quadratic time.
"""

import re
import sys
from functools import partial
from typing import Any, Protocol, cast

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.linkify import linkify as linkify_rule
from markdown_it.rules_inline import StateInline

__all__ = ["autolinks_plugin"]


_HTTP_SCHEME = re.compile(r"(?:^|[^a-z0-9.+-])(https?)$", re.IGNORECASE)
_MAX_SCHEME_CHARACTERS = len(" https")
_MAX_URL_CHARACTERS = 2048
_URL_PATH = r"(?:[/?#][^\s<>\[\]\"`\u3000-\u303f\uff01-\uff0f\uff1a-\uff1f]*)?"
_CHARACTERS_BEFORE_WWW = " \t\n*_~("
_TRAILING_PUNCTUATION = "?!.,:;*_~'"


class _LinkifyMatch(Protocol):
    url: str


class _Linkifier(Protocol):
    """The part of linkify-it-py that is used here; it has no type hints."""

    re: dict[str, str]

    def set(self, options: dict[str, bool]) -> object: ...
    def add(self, schema: str, definition: dict[str, Any] | None) -> object: ...


class _UrlMatcher:
    """Matches host, port and path. `validate` and `normalize` are called by linkify-it-py."""

    def __init__(self, linkify: _Linkifier, prefix: str = "") -> None:
        host = linkify.re["src_host_port_strict"]
        self._pattern = re.compile(prefix + host + _URL_PATH, re.IGNORECASE)

    def match_length(self, text: str, pos: int, end: int = sys.maxsize) -> int:
        """Return the length of the url at `pos`, 0 if there is none."""
        match = self._pattern.match(text, pos, min(end, pos + _MAX_URL_CHARACTERS))
        # A url that reaches the limit would be truncated and so lead elsewhere.
        return len(_trim_url(match[0])) if match and len(match[0]) < _MAX_URL_CHARACTERS else 0

    def validate(self, text: str, pos: int) -> int:
        """Return the length of the url after `www.`, which must follow whitespace or similar."""
        return (
            self.match_length(text, pos)
            if text[max(pos - 5, 0) : pos - 4] in _CHARACTERS_BEFORE_WWW
            else 0
        )

    def normalize(self, match: _LinkifyMatch) -> None:
        """Add the scheme that browsers need; http, as on GitHub."""
        match.url = "http://" + match.url


def autolinks_plugin(markdown: MarkdownIt) -> None:
    """Replace how markdown-it and linkify-it find urls."""
    linkify = cast("_Linkifier", markdown.linkify)
    linkify.set({"fuzzy_link": False})
    for schema in ("http:", "https:", "ftp:", "//"):
        linkify.add(schema, None)
    www = _UrlMatcher(linkify)
    linkify.add("www.", {"validate": www.validate, "normalize": www.normalize})
    markdown.core.ruler.at("linkify", _linkify_emails_and_www)
    markdown.inline.ruler.at(
        "linkify", partial(_match_bare_url, _UrlMatcher(linkify, "://" + linkify.re["src_auth"]))
    )


def _linkify_emails_and_www(state: StateCore) -> None:
    # Few texts have an e-mail address or `www.`, and linkify-it's own test takes half of the parse.
    if "@" in state.src or "www." in state.src.lower():
        linkify_rule(state)


def _match_bare_url(matcher: _UrlMatcher, state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _HTTP_SCHEME.search(state.pending[-_MAX_SCHEME_CHARACTERS:])
    length = matcher.match_length(state.src, state.pos, state.posMax) if scheme else 0
    if scheme is None or not length:
        return False
    return _push_autolink(state, scheme[1], state.src[state.pos : state.pos + length])


def _push_autolink(state: StateInline, scheme: str, rest: str) -> bool:
    href = state.md.normalizeLink(scheme + rest)
    if not state.md.validateLink(href):
        return False
    state.pending = state.pending[: -len(scheme)]
    state.push("link_open", "a", 1).attrs = {"href": href}
    state.push("text", "", 0).content = state.md.normalizeLinkText(scheme + rest)
    state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def _trim_url(url: str) -> str:
    # The end of a sentence or of a parenthesis is not part of a url.
    url = url.rstrip(_TRAILING_PUNCTUATION)
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(_TRAILING_PUNCTUATION)
    return url
