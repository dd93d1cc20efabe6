"""Footnotes, without the two ways in which they take quadratic time."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

_LONGEST_LABEL = 999  # CommonMark's limit for the labels of links


def footnotes_plugin(markdown: MarkdownIt) -> None:
    """The plugin without inline notes: it parses their text again at every level of nesting."""
    markdown.use(footnote_plugin, inline=False)
    markdown.inline.ruler.at("footnote_ref", _bounded_ref)


def _bounded_ref(state: StateInline, silent: bool) -> bool:
    # The plugin looks for the closing bracket to the end of the text, from every opening one.
    if not state.src.startswith("[^", state.pos):
        return False
    begin = state.pos + 2
    end = state.src.find("]", begin, begin + _LONGEST_LABEL)
    return end > 0 and "[" not in state.src[begin:end] and footnote_ref(state, silent)
