import pytest

from gql_content.model import Article, RelatedLink
from gql_content.query import DEFAULT_ORDER, EVERYTHING, Window
from gql_content.sources import ArticleKey, Content, MemoryRepository, PathKey, SlugKey, UrlKey, pin
from tests.repository.harness import Files, MemoryFiles

FILES: Files = {
    "cells.md": {"title": "Cells", "subject": "Cell  Biology", "url": "/biology/cells", "id": "1"},
    "b/cells.md": {"title": "Other cells", "subject": "Prisons", "id": "2"},
    "c/cells.md": {"title": "Still other cells", "subject": "cell biology", "id": "2"},
    "量子.md": {"title": "量子", "subject": "物理", "id": "3"},
    "broken.md": "---\ntitle: [\n---\n",
}


@pytest.fixture
async def files() -> MemoryFiles:
    return MemoryFiles()


@pytest.fixture
async def repository(files: MemoryFiles) -> MemoryRepository:
    return await files.open(FILES)


@pytest.fixture
async def content(repository: MemoryRepository) -> Content:
    return pin(repository)


def path_of(article: Article | None) -> str | None:
    return article.path if article is not None else None


@pytest.mark.parametrize(
    ("key", "path"),
    [
        (PathKey("cells.md"), "cells.md"),
        (PathKey("b/cells.md"), "b/cells.md"),
        (PathKey("/cells.md"), None),
        (PathKey("broken.md"), None),
        (PathKey(""), None),
        (UrlKey("/biology/cells"), "cells.md"),
        (UrlKey("/biology/cells/"), "cells.md"),
        (UrlKey("/b/cells"), "b/cells.md"),
        (UrlKey("/量子"), "量子.md"),
        (UrlKey("/cells"), None),
        (UrlKey(""), None),
        (SlugKey("cell-biology", "cells"), "c/cells.md"),
        (SlugKey("Cell Biology", "cells"), "c/cells.md"),
        (SlugKey("CELL   biology", "cells"), "c/cells.md"),
        (SlugKey("prisons", "cells"), "b/cells.md"),
        (SlugKey("物理", "量子"), "量子.md"),
        (SlugKey("prisons", "Cells"), None),
        (SlugKey("", "cells"), None),
        (SlugKey("biology", "cells"), None),
    ],
)
async def test_an_article_is_found_by_each_key(
    key: ArticleKey, path: str | None, content: Content
) -> None:
    assert path_of(await content.article(key)) == path


@pytest.mark.parametrize(
    ("url", "article_id", "path"),
    [
        ("/biology/cells", None, "cells.md"),
        ("/biology/cells/", None, "cells.md"),
        ("/biology/cells", "3", "cells.md"),
        ("/nowhere", "3", "量子.md"),
        (None, "1", "cells.md"),
        ("", "1", "cells.md"),
        (None, "2", None),
        ("/nowhere", "2", None),
        ("/nowhere", "4", None),
        ("/nowhere", None, None),
        (None, None, None),
        ("", "", None),
    ],
)
async def test_a_link_leads_by_its_url_else_by_an_id_that_only_one_article_bears(
    url: str | None, article_id: str | None, path: str | None, content: Content
) -> None:
    link = RelatedLink(title="Cells", url=url, article_id=article_id, subject_name="Prisons")
    assert path_of(await content.linked(link)) == path


async def test_subjects_are_named_by_their_most_frequent_spelling(content: Content) -> None:
    assert {one.slug: (one.name, one.article_count) for one in content.subjects.values()} == {
        "cell-biology": ("Cell Biology", 2),
        "prisons": ("Prisons", 1),
        "物理": ("物理", 1),
    }


async def test_counts_and_problems_are_those_of_the_revision(
    content: Content, repository: MemoryRepository
) -> None:
    assert content.revision == repository.library.revision
    assert content.loaded_at == repository.loaded_at
    assert await content.article_count() == 4
    assert [problem.path for problem in (await content.found()).problems] == ["broken.md"]


async def test_pinned_content_answers_from_its_revision_while_files_change(
    files: MemoryFiles, repository: MemoryRepository, content: Content
) -> None:
    revision, loaded_at = content.revision, content.loaded_at
    files.write({"cells.md": {"title": "New"}, "new.md": "New", "broken.md": "Mended"})
    files.remove("量子.md")
    await repository.refresh()
    found = await content.articles(EVERYTHING, DEFAULT_ORDER, Window(size=10))
    assert [article.path for article in found.articles] == [
        "b/cells.md",
        "cells.md",
        "c/cells.md",
        "量子.md",
    ]
    cells = await content.article(PathKey("cells.md"))
    assert cells is not None
    assert cells.title == "Cells"
    assert path_of(await content.article(UrlKey("/量子"))) == "量子.md"
    assert "物理" in content.subjects
    assert await content.article_count() == 4
    assert [problem.path for problem in (await content.found()).problems] == ["broken.md"]
    assert (content.revision, content.loaded_at) == (revision, loaded_at)
    newly = pin(repository)
    assert newly.revision != revision
    assert newly.loaded_at > loaded_at
    assert (await newly.found()).problems == ()


async def test_a_memory_repository_keeps_the_texts_of_pinned_content(
    files: MemoryFiles, repository: MemoryRepository, content: Content
) -> None:
    cells = await content.article(PathKey("cells.md"))
    assert cells is not None
    files.write({"cells.md": "New body."})
    await repository.refresh()
    assert b'"Cells"' in (await content.texts(cells)).front_matter
    again = await pin(repository).article(PathKey("cells.md"))
    assert again is not None
    assert (await content.texts(again)).body == "New body."
