"""The links of a text to other pages of its site, without parsing it."""

import re
from html import unescape
from itertools import islice
from urllib.parse import unquote

from gql_content.rendering.markup import CODE, ESCAPE, HIDDEN, LABEL, TITLE

_PATH = r"/(?!/)[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+"
_ANGLED = r"</(?!/)[^<>\n]*>"

_LINK = re.compile(
    rf"{CODE}|{ESCAPE}"
    rf"|<(?:{HIDDEN}|[aA](?=\s)[^<>]*?\s(?i:href)\s*=\s*"
    r"""(?:"\s*(?P<double>/(?!/)[^"<>]*)|'\s*(?P<single>/(?!/)[^'<>]*)"""
    r"""|(?P<bare>/(?!/)[^\s"'<>]*))[^<>]*>)"""
    r"|!\[[^\[\]]*\]\([^()]*\)"
    rf"|\]\(\s*(?P<inline>{_ANGLED}|{_PATH}){TITLE}\s*\)"
    rf"|\n {{0,3}}{LABEL}(?P<defined>{_ANGLED}|/(?!/)\S*){TITLE}[ \t]*(?=\n|\Z)",
    re.DOTALL,
)
_GROUPS = ("inline", "defined", "double", "single", "bare")
_ESCAPE = re.compile(ESCAPE)

# A file may be nothing but links, of which no reader would follow so many.
_MOST = 4_000
_READ = 1 << 17


def internal_links_of(source: str) -> tuple[str, ...]:
    """The targets in `source` that begin with one `/`, each once, in their order.

    Without query and fragment, and percent-decoded, as the urls of articles are written. Found are
    Markdown's inline links and the definitions of its other links, used or not, and `<a href>`; not
    found are links that only a parser can tell, nor is their place in an indented code block; nor
    any beyond the first 131,072 characters, or 4,000 places that could be one.
    """
    if "](" not in source and "]:" not in source and "<" not in source:
        return ()
    found: dict[str, None] = {}
    for link in islice(_LINK.finditer("\n" + source[:_READ]), _MOST):
        if link.lastgroup in _GROUPS:
            found[_target(link[link.lastgroup], link.lastgroup)] = None
    return tuple(found)


def _target(written: str, group: str) -> str:
    if group in ("inline", "defined"):
        written = _ESCAPE.sub(r"\1", written.removeprefix("<").removesuffix(">"))
    path = unescape(written).strip().partition("#")[0].partition("?")[0]
    return unquote(path)
