import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.markdown import find_internal_links
from tests.rendering.test_sanitising import HOSTILE_MARKDOWN

LINKS = {
    "nothing here": (),
    "[a](/b) and [c](/d 'e')": ("/b", "/d"),
    "[a](/b) again [c](/b#d) [e](/b?f=g)": ("/b",),
    "[a](https://b.org/c) [d](e) [f](#g) [h](//i.org/j)": (),
    "[a](</b c>) [d](/e(f)g) [h]( /i )": ("/b c", "/e(f)g", "/i"),
    "[a](/%C3%BC) [b](/ü) [c](/d\\_e) [f](/g&amp;h)": ("/ü", "/d_e", "/g&h"),
    "[a]\n\n[a]: /b 'c'\n[d]: </e>": ("/b", "/e"),
    "<a href='/b'>c</a> <A class=d HREF=\"/e?f\">g</A> <a href=/h>i</a>": ("/b", "/e", "/h"),
    "![a](/b.png) [![c](/d.png)](/e)": ("/e",),
    "`[a](/b)` ``[c](/d) ` ``": (),
    "```\n[a](/b)\n```\n[c](/d)": ("/d",),
    "<!-- [a](/b) --> \\[c\\](/d)": (),
    "[a](/b c)": (),
    "[a][^1]\n\n[^1]: [b](/c)": ("/c",),
}


@pytest.mark.parametrize(("source", "links"), LINKS.items())
def test_internal_links_are_found(source: str, links: tuple[str, ...]) -> None:
    assert find_internal_links(source) == links


@given(st.text(st.characters(exclude_categories=())) | HOSTILE_MARKDOWN)
def test_any_text_can_be_searched_for_links(source: str) -> None:
    found = find_internal_links(source)
    assert len(set(found)) == len(found)
    assert all(link.startswith("/") for link in found)
