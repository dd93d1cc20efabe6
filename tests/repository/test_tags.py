"""A change touches a tag of every answer that it changes, and leaves most others alone."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gql_content.library import Entry, Library
from gql_content.model import RelatedLink
from gql_content.query import (
    DEFAULT_ORDER,
    EVERYTHING,
    ArticleFilter,
    FacetField,
    Scope,
    SubjectFilter,
    Window,
)
from gql_content.sources import (
    ANY_CHANGE,
    Content,
    MemoryRepository,
    PathKey,
    SlugKey,
    TracedContent,
    UrlKey,
    touched,
)
from gql_content.sources.cache_tags import of_article
from gql_content.sources.library_content import LibraryContent
from tests.articles import (
    IDS,
    PATHS,
    SUBJECTS,
    URLS,
    Files,
    article,
    entry,
    files,
    library_of,
    sealed,
    stale,
)

Question = Callable[[Content], Awaitable[Any]]

LINK = RelatedLink(title="Elsewhere", url="/x/a", article_id=None, subject_name=None)
PAGE = Window(size=3)


async def by_path(content: Content) -> Any:
    return await content.article(PathKey("x/a.md"))


async def by_url(content: Content) -> Any:
    return await content.article(UrlKey("/same/"))


async def by_place(content: Content) -> Any:
    return await content.article(SlugKey("computer science", "a"))


async def of_subject(content: Content) -> Any:
    only = ArticleFilter(subject=SubjectFilter(eq=SUBJECTS[0]))
    return (await content.articles(only, DEFAULT_ORDER, PAGE)).articles


async def of_subjects(content: Content) -> Any:
    only = ArticleFilter(subject=SubjectFilter(in_=(SUBJECTS[0], SUBJECTS[3])))
    return (await content.articles(only, DEFAULT_ORDER, PAGE)).total


async def of_no_subject(content: Content) -> Any:
    others = ArticleFilter(subject=SubjectFilter(ne=SUBJECTS[0]))
    return (await content.articles(others, DEFAULT_ORDER, PAGE)).articles


async def of_all(content: Content) -> Any:
    return (await content.articles(EVERYTHING, DEFAULT_ORDER, PAGE)).articles


async def facets(content: Content) -> Any:
    only = ArticleFilter(subject=SubjectFilter(eq=SUBJECTS[0]))
    return await content.facets(only, [FacetField.SUBJECT], 10)


async def a_subject(content: Content) -> Any:
    return content.subject("ökologie")


async def all_subjects(content: Content) -> Any:
    return list(content.subjects.values()), len(content.subjects)


async def next_in_subject(content: Content) -> Any:
    found = await content.article(PathKey("a.md"))
    return found and (found, await content.neighbour(found, Scope.SUBJECT, 1))


async def next_of_all(content: Content) -> Any:
    found = await content.article(PathKey("a.md"))
    return found and (found, await content.neighbour(found, Scope.ALL, 1))


async def written_links(content: Content) -> Any:
    found = await content.article(PathKey("a.md"))
    return found and (found, await content.related(found, None))


async def nearest(content: Content) -> Any:
    found = await content.article(PathKey("a.md"))
    return found and (found, await content.related(found, 5))


async def backlinks(content: Content) -> Any:
    found = await content.article(PathKey("a.md"))
    return found and (found, await content.backlinks(found))


async def a_link_by_url(content: Content) -> Any:
    return await content.linked(LINK)


async def a_link_by_id(content: Content) -> Any:
    return await content.linked(replace(LINK, article_id=IDS[0]))


async def counts(content: Content) -> Any:
    return await content.article_count(), (await content.found()).problems


QUESTIONS: tuple[Question, ...] = (
    by_path,
    by_url,
    by_place,
    of_subject,
    of_subjects,
    of_no_subject,
    of_all,
    facets,
    a_subject,
    all_subjects,
    next_in_subject,
    next_of_all,
    written_links,
    nearest,
    backlinks,
    a_link_by_url,
    a_link_by_id,
    counts,
)


async def asked(library: Library, question: Question) -> tuple[Any, set[str]]:
    """The answer, and the tags of it."""
    traced = TracedContent(LibraryContent(MemoryRepository({}), library))
    return await question(traced), traced.tags


def linking(draw: st.DrawFn, found: Mapping[str, Any]) -> dict[str, Any]:
    """The same files, of which `a.md` has related links."""
    links = tuple(
        replace(LINK, url=draw(st.sampled_from(URLS)), article_id=draw(st.sampled_from(IDS)))
        for _ in range(draw(st.integers(0, 2)))
    )
    return {path: linked(one, links) if path == "a.md" else one for path, one in found.items()}


def linked(one: Entry, links: tuple[RelatedLink, ...]) -> Entry:
    """A file whose article, if there is one, has these related links."""
    if one.article is None:
        return one
    linking = sealed(replace(one.article, related_links=links))
    return stale(linking) if one.is_stale else entry(linking, *one.problems)


@st.composite
def changes(draw: st.DrawFn) -> tuple[Files, Files]:
    """Files, and the same with some of them others."""
    before = linking(draw, draw(files()))
    changed = linking(draw, draw(files(3)))
    removed = draw(st.lists(st.sampled_from(PATHS), max_size=2))
    after = {path: one for path, one in {**before, **changed}.items() if path not in removed}
    return before, after


def test_a_file_that_becomes_invalid_touches_the_answers_that_say_so() -> None:
    before = library_of(article("a.md"), article("b.md"))
    after = before.replaced({"a.md": stale(before.articles["a.md"])})
    for was, now in ((before, after), (after, before)):
        assert of_article("a.md") in touched(was, now)
        assert of_article("b.md") not in touched(was, now)


@settings(max_examples=80, deadline=None)
@given(changes())
async def test_an_answer_that_changes_has_a_touched_tag(
    change: tuple[Files, Files],
) -> None:
    before, after = (Library.of(one) for one in change)
    news = touched(before, after)
    assert bool(news) == (before.revision != after.revision)
    for question in QUESTIONS:
        (was, tags), (now, other_tags) = await asked(before, question), await asked(after, question)
        if was != now:
            assert tags & news, question
            assert other_tags & news, question


CELLS = article("biology/cells.md", subject="Biology", url="/cells")
ATOMS = article("physics/atoms.md", subject="Physics", url="/atoms")


async def test_what_another_subject_holds_is_left_alone() -> None:
    before = library_of(CELLS, ATOMS)
    after = library_of(CELLS, article(ATOMS.path, subject="Physics", url="/atoms", title="Again"))
    news = touched(before, after)

    async def page(content: Content) -> Any:
        return await content.article(UrlKey("/cells")), content.subject("biology")

    async def biology(content: Content) -> Any:
        only = ArticleFilter(subject=SubjectFilter(eq="Biology"))
        return await content.articles(only, DEFAULT_ORDER, PAGE)

    for question in (page, biology):
        _, tags = await asked(before, question)
        assert tags
        assert not tags & news


async def test_an_article_that_comes_touches_the_page_that_waited_for_it() -> None:
    _, tags = await asked(library_of(CELLS), lambda content: content.article(UrlKey("/atoms")))
    assert tags & touched(library_of(CELLS), library_of(CELLS, ATOMS))


async def test_the_number_of_a_subject_changes_its_name_tag_and_a_text_does_not() -> None:
    other = article("biology/other.md", subject="Biology")
    assert "n-biology" in touched(library_of(CELLS), library_of(CELLS, other))
    again = article(CELLS.path, subject="Biology", url="/cells", title="Again")
    news = touched(library_of(CELLS), library_of(again))
    assert "n-biology" not in news
    assert {"s-biology", ANY_CHANGE} < news


def test_tags_can_stand_in_a_header() -> None:
    odd = article("物理/a b,c.md", subject="物理, Chemie", url="/a, b")
    for tag in touched(library_of(), library_of(odd)):
        assert tag.isascii()
        assert tag.isprintable()
        assert not set(tag) & set(" ,;")
        assert len(tag) < 50
