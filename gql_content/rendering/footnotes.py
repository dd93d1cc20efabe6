"""The footnote plugin without the two parts that take quadratic time."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

_MAX_LABEL_CHARACTERS = 999  # CommonMark's limit for link labels


def footnotes_plugin(markdown: MarkdownIt) -> None:
    """Add footnotes, but not inline notes: the plugin parses those again at each nesting level."""
    markdown.use(footnote_plugin, inline=False)
    markdown.inline.ruler.at("footnote_ref", _match_footnote_reference)


def _match_footnote_reference(state: StateInline, silent: bool) -> bool:
    # From every opening bracket the plugin searches to the end of the text for the closing one.
    if not state.src.startswith("[^", state.pos):
        return False
    begin = state.pos + 2
    end = state.src.find("]", begin, begin + _MAX_LABEL_CHARACTERS)
    return end > 0 and "[" not in state.src[begin:end] and footnote_ref(state, silent)
