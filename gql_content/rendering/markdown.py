"""The configured Markdown parser."""

from functools import cache
from typing import cast

from markdown_it import MarkdownIt

from gql_content.rendering.autolinks import autolinks_plugin
from gql_content.rendering.footnotes import footnotes_plugin
from gql_content.rendering.headings import heading_ids_plugin
from gql_content.rendering.math import math_plugin
from gql_content.rendering.raw_html import iterate_raw_html_tokens, raw_html_plugin
from gql_content.rendering.renderer import HtmlRenderer

_PLUGINS = (math_plugin, autolinks_plugin, footnotes_plugin, heading_ids_plugin, raw_html_plugin)


def render_unsanitized_html(source: str) -> str:
    """Render HTML that is not sanitized yet, with placeholders for heading levels."""
    # A new environment: footnotes and link definitions must not leak into the next text.
    return cast("str", _get_parser().render(_replace_surrogates(source), {}))


def find_raw_html(source: str) -> list[str]:
    """Return the pieces of raw HTML in `source`."""
    tokens = _get_parser().parse(_replace_surrogates(source), {})
    return [token.content for token in iterate_raw_html_tokens(tokens)]


@cache
def _get_parser() -> MarkdownIt:
    markdown = MarkdownIt("gfm-like", {"tasklists": True}, renderer_cls=HtmlRenderer)
    for plugin in _PLUGINS:
        markdown.use(plugin)
    return markdown


def _replace_surrogates(source: str) -> str:
    # A lone surrogate, which JSON can escape, cannot be encoded as UTF-8 for the sanitizer.
    return source.encode(errors="replace").decode()
