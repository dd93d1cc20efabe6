"""Parses HTML as a browser does, to find harmful elements."""

from html.parser import HTMLParser

HARMFUL_ELEMENTS = frozenset(
    {"base", "body", "embed", "form", "frame", "iframe", "link", "math", "meta"}
    | {"noscript", "object", "script", "style", "svg"}
)
HARMFUL_SCHEMES = ("javascript:", "data:", "vbscript:")
URL_ATTRIBUTES = frozenset({"action", "cite", "formaction", "href", "poster", "src", "srcset"})

Element = tuple[str, dict[str, str]]


class Page(HTMLParser):
    """The elements and the text of a page, with entities resolved."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


def find_harmful_elements(html: str) -> list[Element]:
    """Return the elements that can run a script or clobber names of the surrounding page."""
    return [element for element in Page(html).elements if _is_harmful(*element)]


def _is_harmful(tag: str, attributes: dict[str, str]) -> bool:
    return tag in HARMFUL_ELEMENTS or any(
        name.startswith("on")
        or name in ("name", "srcdoc", "target")
        or (name == "style" and not value.startswith("text-align:"))
        or (name in URL_ATTRIBUTES and _strip_whitespace(value).startswith(HARMFUL_SCHEMES))
        for name, value in attributes.items()
    )


def _strip_whitespace(url: str) -> str:
    return "".join(char for char in url if char > " ").lower()
