"""The HTML elements that the sanitizer allows, by kind."""

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = {"blockquote", "br", "details", "div", "hr", "p", "pre", "section", "summary"}
LISTS = {"dd", "dl", "dt", "input", "li", "ol", "ul"}
TABLES = {"caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
MEDIA = {"audio", "figcaption", "figure", "img", "source", "video"}
PHRASES = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd"),
    *("mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup"),
    *("time", "u", "var", "wbr"),
}
