r"""TeX in Markdown: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, kept from every other rule.

Rules of our own, because real texts need four things at once that no plugin offers together:
`$ x $` with blanks inside is math, "$5 and $10" is not; a display formula may interrupt a
paragraph; `\[see below\]` is an escaped bracket, as converters write it; and no input takes
quadratic time.
"""

from markdown_it import MarkdownIt

from gql_content.rendering.math_block import math_block
from gql_content.rendering.math_inline import math_inline

TEX_TOKENS = frozenset({"math_inline", "math_display", "math_block"})
"""The types of the tokens whose `content` is TeX without its delimiters."""


def math_plugin(markdown: MarkdownIt) -> None:
    """Adds the rules before any other that could take a part of a formula."""
    markdown.inline.ruler.before("escape", "math", math_inline)
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    markdown.block.ruler.before("table", "math", math_block, {"alt": interrupts})
