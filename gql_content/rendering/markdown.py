"""The one configured parser: every view of a text comes from the tokens that `parse` returns."""

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from gql_content.rendering.autolinks import autolinks_plugin
from gql_content.rendering.footnotes import footnotes_plugin
from gql_content.rendering.headings import heading_ids_plugin
from gql_content.rendering.math import math_plugin
from gql_content.rendering.raw_html import raw_html_plugin
from gql_content.rendering.renderer import HtmlRenderer

_PLUGINS = (math_plugin, autolinks_plugin, footnotes_plugin, heading_ids_plugin, raw_html_plugin)


def parse(source: str) -> list[Token]:
    """The tokens of `source`; they hold everything, no environment belongs to them."""
    return _markdown().parse(_encodable(source), {})


def rendered(tokens: Sequence[Token], heading_offset: int = 0) -> str:
    """`tokens` as HTML that still has to be sanitised; the tokens stay as they are."""
    markdown = _markdown()
    env = {"heading_offset": heading_offset}
    return markdown.renderer.render(tokens, markdown.options, env)


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("gfm-like", {"tasklists": True}, renderer_cls=HtmlRenderer)
    for plugin in _PLUGINS:
        markdown.use(plugin)
    return markdown


def _encodable(source: str) -> str:
    # A lone surrogate, as JSON escapes can bring one in, has no UTF-8 form to sanitise.
    return source.encode(errors="replace").decode()
