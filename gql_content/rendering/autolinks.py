"""Bare addresses as GitHub links them: with a scheme, with `www.`, or an e-mail address.

Plain host names stay text: "ASP.NET" and "README.md" end like domains and are none. Only e-mail
addresses are left to linkify-it: its way with the others, and markdown-it's, can take quadratic
time.
"""

import re
import sys
from functools import partial
from typing import Any, Protocol, cast

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.linkify import linkify as linkify_rule
from markdown_it.rules_inline import StateInline

_SCHEME = re.compile(r"(?:^|[^a-z0-9.+-])(https?)$", re.IGNORECASE)
_LONGEST_SCHEME = len(" https")
_LONGEST_ADDRESS = 2048
_PATH = r"(?:[/?#][^\s<>\[\]\"`\u3000-\u303f\uff01-\uff0f\uff1a-\uff1f]*)?"
_BEFORE_WWW = " \t\n*_~("
_PUNCTUATION = "?!.,:;*_~'"


class _Match(Protocol):
    url: str


class _Linkifier(Protocol):
    """What we use of linkify-it-py, which ships no types."""

    re: dict[str, str]

    def set(self, options: dict[str, bool]) -> object: ...
    def add(self, schema: str, definition: dict[str, Any] | None) -> object: ...


class _Address:
    """Host, port and path; the methods are what linkify-it-py asks of an address."""

    def __init__(self, linkify: _Linkifier, prefix: str = "") -> None:
        host = linkify.re["src_host_port_strict"]
        self._pattern = re.compile(prefix + host + _PATH, re.IGNORECASE)

    def length(self, text: str, pos: int, end: int = sys.maxsize) -> int:
        """The length of the address at `pos`, 0 if there is none."""
        match = self._pattern.match(text, pos, min(end, pos + _LONGEST_ADDRESS))
        # An address that reaches the limit would be cut, and lead elsewhere.
        return len(_trimmed(match[0])) if match and len(match[0]) < _LONGEST_ADDRESS else 0

    def validate(self, text: str, pos: int) -> int:
        """The length of the address behind `www.`, which a blank or the like has to precede."""
        return self.length(text, pos) if text[max(pos - 5, 0) : pos - 4] in _BEFORE_WWW else 0

    def normalize(self, match: _Match) -> None:
        """A browser needs a scheme; GitHub, too, takes http."""
        match.url = "http://" + match.url


def autolinks_plugin(markdown: MarkdownIt) -> None:
    """Replaces the ways in which markdown-it and linkify-it find addresses with a scheme."""
    linkify = cast("_Linkifier", markdown.linkify)
    linkify.set({"fuzzy_link": False})
    for schema in ("http:", "https:", "ftp:", "//"):
        linkify.add(schema, None)
    www = _Address(linkify)
    linkify.add("www.", {"validate": www.validate, "normalize": www.normalize})
    markdown.core.ruler.at("linkify", _rare_links)
    markdown.inline.ruler.at(
        "linkify", partial(_bare_url, _Address(linkify, "://" + linkify.re["src_auth"]))
    )


def _rare_links(state: StateCore) -> None:
    # Few texts have an e-mail address or a `www.`; linkify-it's own test takes half of a parse.
    if "@" in state.src or "www." in state.src.lower():
        linkify_rule(state)


def _bare_url(address: _Address, state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-_LONGEST_SCHEME:])
    length = address.length(state.src, state.pos, state.posMax) if scheme else 0
    if scheme is None or not length:
        return False
    return _push_link(state, scheme[1], state.src[state.pos : state.pos + length])


def _push_link(state: StateInline, scheme: str, rest: str) -> bool:
    href = state.md.normalizeLink(scheme + rest)
    if not state.md.validateLink(href):
        return False
    state.pending = state.pending[: -len(scheme)]
    state.push("link_open", "a", 1).attrs = {"href": href}
    state.push("text", "", 0).content = state.md.normalizeLinkText(scheme + rest)
    state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def _trimmed(address: str) -> str:
    # The end of a sentence or of its parenthesis is no part of an address.
    address = address.rstrip(_PUNCTUATION)
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(_PUNCTUATION)
    return address
