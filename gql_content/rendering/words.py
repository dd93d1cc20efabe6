"""How many words a Markdown text has, without parsing it: it is asked of every file at the start.

The text is brought to plain ASCII in which letters stand for words, and then bytes are counted.
"""

import re
from collections.abc import Callable
from html import unescape
from unicodedata import category

from gql_content.rendering.cjk import is_cjk_letter
from gql_content.rendering.elements import PHRASES
from gql_content.rendering.markup import CODE, ESCAPE, HIDDEN, LABEL, TARGET, TITLE
from gql_content.rendering.tex import is_formula

_WORD = " a "
_URL = r"[^\s<>\[\]\"`\u3000-\u303f\uff01-\uff0f\uff1a-\uff1f]*"
_TEX = r"\\[^\n]|\\?\n(?![ \t]*\n)|"

_MARKUP = re.compile(
    rf"{CODE}"
    rf"|<(?:{HIDDEN}"
    r"|(?P<address>[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>"
    r"|(?P<tag>/?(?P<name>[A-Za-z][A-Za-z0-9-]*)[^<>]*)>"
    r"|[!?][^<>]*>)"
    # The same formulas as the rules for math find: see there.
    rf"|\$(?:(?P<display>\$(?=\s*[^\s$])(?:{_TEX}[^\\$\n]|\$(?!\$))++\$\$)"
    rf"|(?P<formula>(?=\s*[^\s$])(?:(?=\S)(?:{_TEX}[^\\$`\n])++(?<=\S)\$(?![\d$])"
    rf"|(?=\s)(?:{_TEX}[^\\$`\n])++(?<=\s)\$(?!\$|\s?\d))))"
    r"|\\(?:\((?P<round>(?:\\[^()]|[^\\\n]|\n(?![ \t]*\n))++)\\\)"
    r"|\[(?P<square>(?:\\[^\[\]]|[^\\\n]|\n(?![ \t]*\n))++)\\\])"
    rf"|{ESCAPE}"
    r"|&(?P<entity>#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|\[\^[^\s\[\]]+\]:?"
    rf"|\](?:\(\s*{TARGET}{TITLE}\s*\)|\[[^\[\]\n]*\])"
    rf"|\n(?P<line> {{0,3}}{LABEL}(?:<[^<>\n]*>|[^\s<]\S*){TITLE}[ \t]*(?=\n|\Z)"
    r"|[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+\[[ xX]\](?=\s))"
    rf"|://{_URL}|@(?<=\w@)\w[\w.-]*",
    re.DOTALL,
)
_SIGNS = ("`", "<", "[", "&", "$", "\\", "@")
_LONGER_SIGNS = (("/", "://"), ("~", "~~~"))  # behind what is found many times as fast
_WWW = re.compile(rf"www\.(?<![\w]www\.){_URL}")
_NUMBER = re.compile(r"\n[ \t>]*\d{1,9}[.)](?=[ \t\n])")
_ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.IGNORECASE)
_NOT_ASCII = re.compile(r"[^\0-\x7f][^\0-\x7f]*")  # quicker to search for than `+` is

# A file may be nothing but markup. Beyond these bounds, far from any article, it is read as text.
_MOST_MARKS = 4_000
_MARKED = 1 << 16

_MOST_CHARACTERS = 8_192

_LETTERS = bytes(ord("a" if chr(byte).isalnum() and byte < 128 else " ") for byte in range(256))
_IGNORED = b"'-_*`"  # they join words, or mark them up within


def word_count_of(source: str) -> int:
    """The number of words in a Markdown text.

    A word is a run of letters and digits of any script, with their marks; apostrophes, underscores
    and single hyphens within do not split it. Each Chinese character and Japanese kana is a word.
    What a reader sees counts: the text of links, alternative texts, footnotes, code. Of these only
    one each: a formula, a bare address. Of these nothing: targets, titles and labels of links, HTML
    tags and comments, scripts, the numbers of list items, a fence's language, markup signs.

    It is a close reading of the source and no parse: what only a parser can tell, such as a link in
    an indented code block, is counted as what it looks like. Markup is read for the first 65,536
    characters and up to 4,000 pieces of it.
    """
    text = "\n" + source
    if _may_hold_markup(source):
        text = _MARKUP.sub(_plain, text[:_MARKED], _MOST_MARKS) + text[_MARKED:]
    if "www." in text:
        text = _WWW.sub(_WORD, text)
    if not text.isascii():
        text = _in_ascii(text)
    if "--" in text:
        text = text.replace("--", " ")
    letters = _NUMBER.sub("\n", text).encode().translate(_LETTERS, _IGNORED)
    return letters.count(b" a")


def _may_hold_markup(source: str) -> bool:
    return any(sign in source for sign in _SIGNS) or any(
        first in source and sign in source for first, sign in _LONGER_SIGNS
    )


def _plain(markup: re.Match[str]) -> str:
    plain = _PLAIN.get(markup.lastgroup or "")
    return plain(markup) if plain else ""


def _one_word(_markup: re.Match[str]) -> str:
    return _WORD


def _as_written(markup: re.Match[str]) -> str:
    return markup[markup.lastgroup or 0]


def _fenced(markup: re.Match[str]) -> str:
    info = markup["ticks_info"] or markup["tildes_info"] or ""
    return _WORD if info.split()[:1] == ["math"] else _as_written(markup)


def _bracketed(markup: re.Match[str]) -> str:
    content = _as_written(markup)
    return _WORD if is_formula(markup[0][:2], content) else f" {_MARKUP.sub(_plain, content)} "


def _unescaped(markup: re.Match[str]) -> str:
    # "1\\." is the text "1." and no list item.
    return " " if markup["escaped"] in ".)" else markup["escaped"]


def _of_tag(markup: re.Match[str]) -> str:
    name = markup["name"].lower()
    alt = _ALT.search(markup[0]) if name == "img" else None
    if alt:
        return f" {alt[1] or alt[2] or alt[3] or ''} "
    return "" if name in PHRASES else " "


# By the name of the group that matched; what matches in no group has no words.
_PLAIN: dict[str, Callable[[re.Match[str]], str]] = {
    **dict.fromkeys(("address", "display", "formula"), _one_word),
    **dict.fromkeys(("code", "double_code"), _as_written),
    **dict.fromkeys(("ticked", "tilded"), _fenced),
    **dict.fromkeys(("round", "square"), _bracketed),
    "entity": lambda markup: unescape(markup[0]),
    "escaped": _unescaped,
    "line": lambda _markup: "\n",
    "tag": _of_tag,
}


def _in_ascii(text: str) -> str:
    # In most texts these are all, and replacing them is quicker than to search for the others.
    text = text.replace("’", "'").replace("—", " ").replace("–", " ")
    return text if text.isascii() else _NOT_ASCII.sub(_run_in_ascii, text)


def _run_in_ascii(run: re.Match[str]) -> str:
    return run[0].translate(_IN_ASCII)


class _InAscii(dict[int, str]):
    """What stands for each character, found out when it is first met; some are kept."""

    def __missing__(self, code: int) -> str:
        if len(self) > _MOST_CHARACTERS:
            self.clear()
        self[code] = _char_in_ascii(chr(code))
        return self[code]


def _char_in_ascii(char: str) -> str:
    if is_cjk_letter(char):
        return _WORD
    kind = category(char)
    if kind[0] in "LN":
        return "a"
    # Marks, joiners, soft hyphens, and the apostrophes and hyphens beside ASCII's stand within.
    return "" if kind[0] == "M" or char in "\u00ad\u200c\u200d\u2010\u2011\u2018\u2019" else " "


_IN_ASCII = _InAscii()
