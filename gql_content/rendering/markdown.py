"""The one configured parser."""

from functools import cache
from typing import cast

from markdown_it import MarkdownIt

from gql_content.rendering.autolinks import autolinks_plugin
from gql_content.rendering.footnotes import footnotes_plugin
from gql_content.rendering.headings import heading_ids_plugin
from gql_content.rendering.math import math_plugin
from gql_content.rendering.raw_html import raw_html_plugin, raw_tokens
from gql_content.rendering.renderer import HtmlRenderer

_PLUGINS = (math_plugin, autolinks_plugin, footnotes_plugin, heading_ids_plugin, raw_html_plugin)


def rendered(source: str) -> str:
    """`source` as HTML that still has to be sanitised, and whose headings have no level yet."""
    # An environment of its own: footnotes and definitions of one text mean nothing to the next.
    return cast("str", _markdown().render(_encodable(source), {}))


def raw_html(source: str) -> list[str]:
    """The pieces of `source` that are HTML as its author wrote it."""
    tokens = _markdown().parse(_encodable(source), {})
    return [token.content for token in raw_tokens(tokens)]


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("gfm-like", {"tasklists": True}, renderer_cls=HtmlRenderer)
    for plugin in _PLUGINS:
        markdown.use(plugin)
    return markdown


def _encodable(source: str) -> str:
    # A lone surrogate, as JSON escapes can bring one in, has no UTF-8 form to sanitise.
    return source.encode(errors="replace").decode()
