"""llms.txt has the structure of https://llmstxt.org, for all kinds of parsers."""

import re
from datetime import date, timedelta

from hypothesis import given

from gql_content.feeds import render_llms_txt
from gql_content.library import Library
from gql_content.seo import Site
from tests.articles import article, library_of
from tests.feeds.markdown import find_headings, find_links, to_single_line
from tests.feeds.sites import ANY_LIBRARY, ANY_SITE, ANY_ZONE, SITE, SITE_WITHOUT_URL, ZONE

DAY = date(2025, 2, 6)

# How readers without a Markdown parser match a link: up to the first ] and the first ).
LINK = re.compile(r"- \[(?P<title>[^\]]+)\]\((?P<url>[^\s)]+)\)(: (?P<description>.+))?")

BIOLOGY = article(
    "a.md", title="What [is] a_cell_?", subject="Biology", page_description="A *small* room."
)
NEWER = article("b.md", title="Newer", subject="Biology", date=DAY)
PAGE = article("c.md", url="/c_(d)", title="About")
HIDDEN = article("d.md", subject="Hidden", no_index=True)


def parse_sections(document: str) -> dict[str, list[re.Match[str]]]:
    """Return the links of each section, as such readers match them. Sections have nothing else."""
    _, *parts = re.split(r"^## ", document, flags=re.MULTILINE)
    found: dict[str, list[re.Match[str]]] = {}
    for part in parts:
        title, _, lines = part.partition("\n")
        matches = [LINK.fullmatch(line) for line in lines.strip().split("\n") if line]
        assert all(matches), part
        found[title] = [one for one in matches if one]
    return found


def test_subjects_are_listed_with_their_articles() -> None:
    library = library_of(BIOLOGY, NEWER, PAGE, HIDDEN)
    assert render_llms_txt(library, SITE, ZONE) == (
        "# Field Notes\n\n"
        "> 3 articles in 1 subject. Each is Markdown at its url plus `.md`.\n\n"
        "## Biology\n\n"
        "- [Newer](https://example.org/b.md)\n"
        "- [What &#91;is&#93; a_cell\\_?](https://example.org/a.md): A \\*small\\* room.\n\n"
        "## Other pages\n\n"
        "- [About](https://example.org/c_%28d%29.md)\n\n"
        "## Optional\n\n"
        "- [Sitemap](https://example.org/sitemap.xml): the url of every page\n"
        "- [Feed](https://example.org/feed.xml): the newest articles, "
        "and with ?subject= of one subject\n"
    )


def test_without_a_site_url_its_links_are_relative_to_the_root() -> None:
    document = render_llms_txt(library_of(BIOLOGY, PAGE), SITE_WITHOUT_URL, ZONE)
    assert find_headings(document)[0] == ("h1", "All articles")
    assert [target for _, target in find_links(document)] == ["/a.md", "/c_%28d%29.md"]


def test_an_article_without_markdown_is_linked_as_a_page() -> None:
    elsewhere = article("a.md", url="https://example.net/a", title="A")
    asked = article("b.md", url="/b?c d", title="B")
    for site, home in ((SITE, "https://example.org"), (SITE_WITHOUT_URL, "")):
        found = find_links(render_llms_txt(library_of(elsewhere, asked), site, ZONE))
        assert found[:2] == [("B", f"{home}/b?c%20d"), ("A", "https://example.net/a")]


def test_with_too_many_articles_the_newest_of_each_subject_are_listed() -> None:
    biology = [article(f"b{n}.md", subject="Biology", date=DAY + timedelta(n)) for n in range(30)]
    chemistry = [article(f"c{n}.md", subject="Chemistry") for n in range(5)]
    document = render_llms_txt(library_of(*biology, *chemistry), SITE, ZONE, max_articles=20)
    found = parse_sections(document)
    assert [one["title"] for one in found["Biology"]] == [f"b{n}.md" for n in range(29, 19, -1)]
    assert len(found["Chemistry"]) == 5
    assert "the newest 10 of each subject" in document
    assert "\n- Biology: 30 articles\n- Chemistry: 5 articles\n" in document
    assert "35 articles in 2 subjects" in document


def test_with_too_many_subjects_one_article_each_is_listed() -> None:
    library = library_of(*(article(f"{n}.md", subject=f"S {n}") for n in range(30)))
    assert len(parse_sections(render_llms_txt(library, SITE, ZONE, max_articles=20))) == 31


def test_an_empty_library_has_a_title() -> None:
    assert render_llms_txt(library_of(), SITE_WITHOUT_URL, ZONE).startswith(
        "# All articles\n\n> 0 articles in 0 sub"
    )


@given(ANY_LIBRARY, ANY_SITE, ANY_ZONE)
def test_any_library_has_a_valid_list(library: Library, site: Site, zone: str) -> None:
    document = render_llms_txt(library, site, zone)
    *found, optional = parse_sections(document).values()
    by_expression = [one["url"] for part in (*found, optional) for one in part]
    by_markdown = find_links(document)
    assert by_expression == [target for _, target in by_markdown]
    titles = {
        to_single_line(one.title) or one.slug
        for one in library.articles.values()
        if not one.no_index
    }
    assert {text for text, _ in by_markdown[:-2]} <= titles
    assert find_headings(document)[0][0] == "h1"
    assert all(tag == "h2" for tag, _ in find_headings(document)[1:])
