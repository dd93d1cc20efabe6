"""Finding the urls of links and images in a text."""

import pytest

from gql_content.rules.checked_file import UrlFinder


@pytest.mark.parametrize(
    ("source", "address", "place"),
    [
        ("see [a](/b)", "/b", 8),
        ("/b/c and [a](/b/c)", "/b", 0),  # nowhere by itself
        ("[a/b](/b)", "/b", 6),
        ("[a](/x/b) [b](/b)", "/b", 14),
        ("<a href=/b>", "/b", 8),
        ("<a href='/b?c=d'>", "/b?c=d", 9),
        ("[a](/b?c=d=e)", "/b?c=d=e", 4),
        ("[a](/b_(c))", "/b_(c)", 4),
        ("[a](<b c.md>)", "b%20c.md", 5),
        ("[a](/caf%C3%A9)", "/café", 4),
        ("[a](/café)", "/caf%C3%A9", 4),
        ("[a]: /b\n\n[a]", "/b", 5),
        ("[a](&#47;b)", "/b", None),
        ("[a]()", "", None),
    ],
)
def test_a_url_is_found(source: str, address: str, place: int | None) -> None:
    assert UrlFinder(source).find_next(address) == place


def test_each_occurrence_is_found_once() -> None:
    addresses = UrlFinder("[a](/b) [c](/d) [e](/b)")
    urls = ("/b", "/d", "/b", "/b", "/d")
    assert [addresses.find_next(one) for one in urls] == [4, 12, 20, None, None]
