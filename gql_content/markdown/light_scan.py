"""Finds links and prose in Markdown without parsing it, in time linear in its length."""

import re
from html import unescape
from itertools import islice
from urllib.parse import unquote

__all__ = [
    "CODE",
    "ESCAPE",
    "HIDDEN",
    "LABEL",
    "TARGET",
    "TITLE",
    "blank_out_code",
    "find_internal_links",
    "is_currency",
    "is_formula",
]


_IN_PARAGRAPH = r"\n(?![ \t]*\n)"

CODE = (
    # An unclosed fence extends to the end of the text; other unclosed code is not code.
    r"`(?:(?P<ticks>``+)(?P<ticks_info>[^\n`]*+)(?=\n)(?P<ticked>.*?)(?:\n[ \t>]*`(?P=ticks)`*|\Z)"
    rf"|(?P<code>(?:[^`\n]|{_IN_PARAGRAPH})++)`(?!`)"
    rf"|`(?P<double_code>(?:[^`\n]|`(?!`)|{_IN_PARAGRAPH})++)``(?!`)"
    r"|`*+)"
    r"|~(?P<tildes>~~+)(?P<tildes_info>[^\n]*+)(?=\n)(?P<tilded>.*?)(?:\n[ \t>]*~(?P=tildes)~*|\Z)"
)
HIDDEN = r"!--(?:(?!<!--).)*?-->|(?P<script>(?i:script|style))\b.*?(?:</(?P=script)[^<>]*>|\Z)"
ESCAPE = r"\\(?P<escaped>[!-/:-@\[-`{-~])"
TITLE = r"""(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?"""
TARGET = r"(?:<[^<>\n]*>|(?!<)[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)"
LABEL = r"\[(?!\^)[^\[\]\n]+\]:[ \t]*\n?[ \t]*"

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


_CODE_OR_HIDDEN = re.compile(rf"{CODE}|<(?:{HIDDEN})", re.DOTALL)
_NOT_NEWLINE = re.compile(r"[^\n]")


def blank_out_code(source: str) -> str:
    """Replace code, comments and scripts by spaces of the same length."""
    if "`" not in source and "~~~" not in source and "<" not in source:
        return source
    return _CODE_OR_HIDDEN.sub(lambda found: _NOT_NEWLINE.sub(" ", found[0]), source)


_TEX_INDICATOR = re.compile(r"\\[A-Za-z\\]|[\^={}<>+]|\b[A-Za-z]_")
_LINK_TARGET = re.compile(r"\]\([^\s)]*[:/#.]")
_AMOUNT = re.compile(r"\s?\d")


def is_formula(opener: str, content: str) -> bool:
    r"""Whether `content` is math. `\[` may also be an escaped bracket, so it needs signs of TeX."""
    if not content.strip():
        return False
    if opener == r"\[" and not _TEX_INDICATOR.search(content):
        return False
    return opener[0] == "$" or not _LINK_TARGET.search(content)


def is_currency(content: str, rest: str) -> bool:
    """Whether two dollar signs are currency: a space on one side only, or a digit after."""
    padded = content[0].isspace()
    if padded != content[-1].isspace():
        return True
    return bool(_AMOUNT.match(rest)) if padded else rest[:1].isdigit()
