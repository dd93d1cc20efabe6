"""What the sample content makes, as it stands in `golden/`, and what the real site makes.

After a change that is meant to show: .venv/bin/python -m tests.feeds.test_golden
"""

import asyncio
from pathlib import Path
from urllib.parse import unquote

import pytest

from gql_content.feeds import article_for, atom, llms_txt, markdown_page, robots_txt, sitemap
from gql_content.repository import FileRepository
from tests.conftest import SAMPLE
from tests.feeds.markdown import links
from tests.feeds.sites import BARE, SITE
from tests.feeds.validating import pretty, read_feed, read_sitemap
from tests.needs import corpus

GOLDEN = Path(__file__).parent / "golden"
PAGE = "learn/physics/what-do-maxwells-equations-say-in-plain-words.md"


async def documents() -> dict[str, str]:
    """The documents of the sample content by their names in `golden/`."""
    repository = await FileRepository.open(SAMPLE)
    library = repository.library
    page = library.articles[PAGE]
    return {
        "sitemap.xml": pretty(sitemap(library, SITE)["sitemap.xml"]),
        "feed.xml": pretty(atom(library, SITE, "UTC")),
        "music.xml": pretty(atom(library, SITE, "Asia/Tokyo", library.subjects["music"])),
        "robots.txt": robots_txt(SITE),
        "llms.txt": llms_txt(library, SITE, "UTC"),
        "page.md": markdown_page(page, await repository.texts(page), SITE),
    }


async def test_the_sample_content_makes_what_stands_in_the_folder() -> None:
    made = await documents()
    assert {file.name for file in GOLDEN.iterdir()} == made.keys()
    for name, text in made.items():
        assert text == (GOLDEN / name).read_text("utf-8"), name


def test_what_stands_in_the_folder_is_valid() -> None:
    assert read_sitemap((GOLDEN / "sitemap.xml").read_bytes())
    assert len(read_feed((GOLDEN / "feed.xml").read_bytes())) == 51
    assert read_feed((GOLDEN / "music.xml").read_bytes())


@pytest.mark.corpus
async def test_the_real_site_makes_valid_documents() -> None:
    library = (await FileRepository.open(corpus("quicktakes"))).library
    visible = [one for one in library.articles.values() if not one.no_index]
    assert len(read_sitemap(sitemap(library, SITE)["sitemap.xml"])) == len(visible)
    assert len(read_feed(atom(library, SITE, "Asia/Tokyo"))) == 51
    whole = links(llms_txt(library, BARE, "UTC", most=len(visible)))
    names = [target.removesuffix(".md") for _, target in whole]
    assert {article_for(library, BARE, unquote(name), name) for name in names} == set(visible)


if __name__ == "__main__":
    for name, text in asyncio.run(documents()).items():
        (GOLDEN / name).write_text(text, "utf-8")
