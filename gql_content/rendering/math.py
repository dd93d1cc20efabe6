r"""TeX in Markdown: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, protected from all other rules.

Custom rules, because real texts need four things that no plugin combines: `$ x $` with spaces is
math, but "$5 and $10" is not; display math may interrupt a paragraph; `\[see below\]` is an escaped
bracket, as converters write it; and no input takes quadratic time.
"""

from markdown_it import MarkdownIt

from gql_content.rendering.math_block import match_math_block
from gql_content.rendering.math_inline import match_math_inline

TEX_TOKENS = frozenset({"math_inline", "math_display", "math_block"})
"""The token types whose `content` is TeX without delimiters."""


def math_plugin(markdown: MarkdownIt) -> None:
    """Add the math rules before all rules that could match a part of a formula."""
    markdown.inline.ruler.before("escape", "math", match_math_inline)
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    markdown.block.ruler.before("table", "math", match_math_block, {"alt": interrupts})
