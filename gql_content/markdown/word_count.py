"""Counts the words of Markdown without parsing it: every file is counted at the first start.

The text is converted to ASCII in which each word is a run of letters; then the runs are counted.
"""

import re
from collections.abc import Callable
from html import unescape
from unicodedata import category

from gql_content.markdown.document import is_cjk_letter
from gql_content.markdown.light_scan import CODE, ESCAPE, HIDDEN, LABEL, TARGET, TITLE, is_formula
from gql_content.markdown.page_contents import PHRASES

__all__ = ["count_words"]


_ONE_WORD = " a "
_URL_REST = r"[^\s<>\[\]\"`\u3000-\u303f\uff01-\uff0f\uff1a-\uff1f]*"
_TEX_CHARACTERS = r"\\[^\n]|\\?\n(?![ \t]*\n)|"

_MARKUP = re.compile(
    rf"{CODE}"
    rf"|<(?:{HIDDEN}"
    r"|(?P<address>[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>"
    r"|(?P<tag>/?(?P<name>[A-Za-z][A-Za-z0-9-]*)[^<>]*)>"
    r"|[!?][^<>]*>)"
    # The same formulas as in the rules of math_block and math_inline.
    rf"|\$(?:(?P<display>\$(?=\s*[^\s$])(?:{_TEX_CHARACTERS}[^\\$\n]|\$(?!\$))++\$\$)"
    rf"|(?P<formula>(?=\s*[^\s$])(?:(?=\S)(?:{_TEX_CHARACTERS}[^\\$`\n])++(?<=\S)\$(?![\d$])"
    rf"|(?=\s)(?:{_TEX_CHARACTERS}[^\\$`\n])++(?<=\s)\$(?!\$|\s?\d))))"
    r"|\\(?:\((?P<round>(?:\\[^()]|[^\\\n]|\n(?![ \t]*\n))++)\\\)"
    r"|\[(?P<square>(?:\\[^\[\]]|[^\\\n]|\n(?![ \t]*\n))++)\\\])"
    rf"|{ESCAPE}"
    r"|&(?P<entity>#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|\[\^[^\s\[\]]+\]:?"
    rf"|\](?:\(\s*{TARGET}{TITLE}\s*\)|\[[^\[\]\n]*\])"
    rf"|\n(?P<line> {{0,3}}{LABEL}(?:<[^<>\n]*>|[^\s<]\S*){TITLE}[ \t]*(?=\n|\Z)"
    r"|[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+\[[ xX]\](?=\s))"
    rf"|://{_URL_REST}|@(?<=\w@)\w[\w.-]*",
    re.DOTALL,
)
_MARKUP_CHARACTERS = ("`", "<", "[", "&", "$", "\\", "@")
_MARKUP_SEQUENCES = (
    ("/", "://"),
    ("~", "~~~"),
)  # after a character that is found many times faster
_WWW_URL = re.compile(rf"www\.(?<![\w]www\.){_URL_REST}")
_LIST_ITEM_NUMBER = re.compile(r"\n[ \t>]*\d{1,9}[.)](?=[ \t\n])")
_ALT_ATTRIBUTE = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.IGNORECASE)
_NOT_ASCII = re.compile(r"[^\0-\x7f][^\0-\x7f]*")  # faster than `+`

# Bounds for files that are nothing but markup. The rest is counted as plain text.
_MAX_MARKUP_PIECES = 4_000
_MAX_MARKUP_CHARACTERS = 1 << 16

_MAX_CACHED_CHARACTERS = 8_192

_LETTER_OR_SPACE = bytes(
    ord("a" if chr(byte).isalnum() and byte < 128 else " ") for byte in range(256)
)
_IGNORED_CHARACTERS = b"'-_*`"  # they join words, or are markup inside them


def count_words(source: str) -> int:
    """Count the words of a Markdown text.

    A word is a run of letters and digits of any script with their marks; apostrophes, underscores
    and single hyphens inside do not split it. Each Chinese character and Japanese kana is a word.
    Visible text counts: link texts, alternative texts, footnotes, code. A formula and a bare url
    are one word each. Not counted: targets, titles and labels of links, HTML tags and comments,
    scripts, numbers of list items, a fence's language, markup characters.

    An approximation without a parser: a link in an indented code block, for example, is counted as
    a link. Markup is recognized in the first 65,536 characters, up to 4,000 pieces.
    """
    text = "\n" + source
    if _may_hold_markup(source):
        text = (
            _MARKUP.sub(_replace_markup, text[:_MAX_MARKUP_CHARACTERS], _MAX_MARKUP_PIECES)
            + text[_MAX_MARKUP_CHARACTERS:]
        )
    if "www." in text:
        text = _WWW_URL.sub(_ONE_WORD, text)
    if not text.isascii():
        text = _to_ascii(text)
    if "--" in text:
        text = text.replace("--", " ")
    letters = (
        _LIST_ITEM_NUMBER.sub("\n", text).encode().translate(_LETTER_OR_SPACE, _IGNORED_CHARACTERS)
    )
    return letters.count(b" a")


def _may_hold_markup(source: str) -> bool:
    return any(character in source for character in _MARKUP_CHARACTERS) or any(
        first in source and character in source for first, character in _MARKUP_SEQUENCES
    )


def _replace_markup(markup: re.Match[str]) -> str:
    plain = _MARKUP_REPLACEMENTS.get(markup.lastgroup or "")
    return plain(markup) if plain else ""


def _replace_by_word(_markup: re.Match[str]) -> str:
    return _ONE_WORD


def _keep_group(markup: re.Match[str]) -> str:
    return markup[markup.lastgroup or 0]


def _replace_fence(markup: re.Match[str]) -> str:
    info = markup["ticks_info"] or markup["tildes_info"] or ""
    return _ONE_WORD if info.split()[:1] == ["math"] else _keep_group(markup)


def _replace_bracketed(markup: re.Match[str]) -> str:
    content = _keep_group(markup)
    return (
        _ONE_WORD
        if is_formula(markup[0][:2], content)
        else f" {_MARKUP.sub(_replace_markup, content)} "
    )


def _unescape(markup: re.Match[str]) -> str:
    # "1\\." is the text "1.", not a list item.
    return " " if markup["escaped"] in ".)" else markup["escaped"]


def _replace_tag(markup: re.Match[str]) -> str:
    name = markup["name"].lower()
    alt = _ALT_ATTRIBUTE.search(markup[0]) if name == "img" else None
    if alt:
        return f" {alt[1] or alt[2] or alt[3] or ''} "
    return "" if name in PHRASES else " "


# By the name of the group that matched; a match without a group has no words.
_MARKUP_REPLACEMENTS: dict[str, Callable[[re.Match[str]], str]] = {
    **dict.fromkeys(("address", "display", "formula"), _replace_by_word),
    **dict.fromkeys(("code", "double_code"), _keep_group),
    **dict.fromkeys(("ticked", "tilded"), _replace_fence),
    **dict.fromkeys(("round", "square"), _replace_bracketed),
    "entity": lambda markup: unescape(markup[0]),
    "escaped": _unescape,
    "line": lambda _markup: "\n",
    "tag": _replace_tag,
}


def _to_ascii(text: str) -> str:
    # Most texts have no others, and replacing these is faster than searching for all.
    text = text.replace("’", "'").replace("—", " ").replace("–", " ")
    return text if text.isascii() else _NOT_ASCII.sub(_run_to_ascii, text)


def _run_to_ascii(run: re.Match[str]) -> str:
    return run[0].translate(_ASCII_REPLACEMENTS)


class _AsciiReplacements(dict[int, str]):
    """A bounded cache of the ASCII replacement of each character."""

    def __missing__(self, code: int) -> str:
        if len(self) > _MAX_CACHED_CHARACTERS:
            self.clear()
        self[code] = _character_to_ascii(chr(code))
        return self[code]


def _character_to_ascii(char: str) -> str:
    if is_cjk_letter(char):
        return _ONE_WORD
    kind = category(char)
    if kind[0] in "LN":
        return "a"
    # Marks, joiners, soft hyphens, and non-ASCII apostrophes and hyphens do not split words.
    return "" if kind[0] == "M" or char in "\u00ad\u200c\u200d\u2010\u2011\u2018\u2019" else " "


_ASCII_REPLACEMENTS = _AsciiReplacements()
