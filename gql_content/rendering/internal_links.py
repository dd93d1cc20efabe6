"""Finds links to other pages of the site without parsing the Markdown."""

import re
from html import unescape
from itertools import islice
from urllib.parse import unquote

from gql_content.rendering.markup import CODE, ESCAPE, HIDDEN, LABEL, TITLE

_INTERNAL_PATH = r"/(?!/)[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+"
_ANGLE_BRACKETED_PATH = r"</(?!/)[^<>\n]*>"

_INTERNAL_LINK = re.compile(
    rf"{CODE}|{ESCAPE}"
    rf"|<(?:{HIDDEN}|[aA](?=\s)[^<>]*?\s(?i:href)\s*=\s*"
    r"""(?:"\s*(?P<double>/(?!/)[^"<>]*)|'\s*(?P<single>/(?!/)[^'<>]*)"""
    r"""|(?P<bare>/(?!/)[^\s"'<>]*))[^<>]*>)"""
    r"|!\[[^\[\]]*\]\([^()]*\)"
    rf"|\]\(\s*(?P<inline>{_ANGLE_BRACKETED_PATH}|{_INTERNAL_PATH}){TITLE}\s*\)"
    rf"|\n {{0,3}}{LABEL}(?P<defined>{_ANGLE_BRACKETED_PATH}|/(?!/)\S*){TITLE}[ \t]*(?=\n|\Z)",
    re.DOTALL,
)
_TARGET_GROUPS = ("inline", "defined", "double", "single", "bare")
_BACKSLASH_ESCAPE = re.compile(ESCAPE)

# Bounds for files that are nothing but links.
_MAX_LINK_CANDIDATES = 4_000
_MAX_SEARCHED_CHARACTERS = 1 << 17


def find_internal_links(source: str) -> tuple[str, ...]:
    """Return the unique link targets that begin with a single `/`, in order.

    Percent-decoded and without query and fragment, like the urls of articles. Finds inline links,
    link reference definitions (used or not) and `<a href>`. An approximation: it does not recognize
    indented code blocks, and stops after 131,072 characters or 4,000 candidates.
    """
    if "](" not in source and "]:" not in source and "<" not in source:
        return ()
    found: dict[str, None] = {}
    for link in islice(
        _INTERNAL_LINK.finditer("\n" + source[:_MAX_SEARCHED_CHARACTERS]), _MAX_LINK_CANDIDATES
    ):
        if link.lastgroup in _TARGET_GROUPS:
            found[_decode_target(link[link.lastgroup], link.lastgroup)] = None
    return tuple(found)


def _decode_target(target: str, group: str) -> str:
    if group in ("inline", "defined"):
        target = _BACKSLASH_ESCAPE.sub(r"\1", target.removeprefix("<").removesuffix(">"))
    path = unescape(target).strip().partition("#")[0].partition("?")[0]
    return unquote(path)
