"""The documents of the sample content, as in `golden/`, and those of a real site.

After a change that is meant to show: .venv/bin/python -m tests.feeds.test_golden
"""

import asyncio
from pathlib import Path
from urllib.parse import unquote

import pytest

from gql_content.feeds import (
    find_article_by_markdown_path,
    render_atom,
    render_llms_txt,
    render_markdown_page,
    render_robots_txt,
    render_sitemap,
)
from gql_content.sources import FileRepository
from tests.conftest import SAMPLE
from tests.feeds.markdown import find_links
from tests.feeds.sites import SITE, SITE_WITHOUT_URL
from tests.feeds.validating import pretty_print, read_feed, read_sitemap
from tests.needs import corpus

GOLDEN = Path(__file__).parent / "golden"
PAGE = "learn/physics/what-do-maxwells-equations-say-in-plain-words.md"


async def documents() -> dict[str, str]:
    """The documents of the sample content by their names in `golden/`."""
    repository = await FileRepository.open(SAMPLE)
    library = repository.library
    page = library.articles[PAGE]
    return {
        "sitemap.xml": pretty_print(render_sitemap(library, SITE)["sitemap.xml"]),
        "feed.xml": pretty_print(render_atom(library, SITE, "UTC")),
        "music.xml": pretty_print(
            render_atom(library, SITE, "Asia/Tokyo", library.subjects["music"])
        ),
        "robots.txt": render_robots_txt(SITE),
        "llms.txt": render_llms_txt(library, SITE, "UTC"),
        "page.md": render_markdown_page(page, await repository.texts(page), SITE),
    }


async def test_the_sample_content_makes_what_stands_in_the_folder() -> None:
    made = await documents()
    assert {file.name for file in GOLDEN.iterdir()} == made.keys()
    for name, text in made.items():
        assert text == (GOLDEN / name).read_text("utf-8"), name


def test_the_golden_files_are_valid() -> None:
    assert read_sitemap((GOLDEN / "sitemap.xml").read_bytes())
    assert len(read_feed((GOLDEN / "feed.xml").read_bytes())) == 51
    assert read_feed((GOLDEN / "music.xml").read_bytes())


@pytest.mark.corpus
async def test_the_real_site_makes_valid_documents() -> None:
    library = (await FileRepository.open(corpus("quicktakes"))).library
    visible = [one for one in library.articles.values() if not one.no_index]
    assert len(read_sitemap(render_sitemap(library, SITE)["sitemap.xml"])) == len(visible)
    assert len(read_feed(render_atom(library, SITE, "Asia/Tokyo"))) == 51
    whole = find_links(render_llms_txt(library, SITE_WITHOUT_URL, "UTC", max_articles=len(visible)))
    names = [target.removesuffix(".md") for _, target in whole]
    assert {
        find_article_by_markdown_path(library, SITE_WITHOUT_URL, unquote(name), name)
        for name in names
    } == set(visible)


if __name__ == "__main__":
    for name, text in asyncio.run(documents()).items():
        (GOLDEN / name).write_text(text, "utf-8")
