"""Links to other articles: those an author has written, completed by the nearest."""

from collections.abc import Iterator, Sequence

from gql_content.library import Library
from gql_content.listing import Near, nearing
from gql_content.model import Article, RelatedLink
from gql_content.pacing import Work, batches
from gql_content.repository.content import Backlink, LinkKind, Related

__all__ = ["backlinking", "linked", "relating"]


def relating(library: Library, article: Article, first: int | None) -> Work[tuple[Related, ...]]:
    """See `Content.related`."""
    if not library.knows_ids:
        yield from library.by_id()
    links = list(distinct_links(library, article))
    written = tuple(Related(link) for link in links)
    if first is None or first <= len(written):
        return written[:first]
    taken = [target.path for link in links if (target := linked(library, link)) is not None]
    found = yield from nearing(library, article, first - len(written), taken)
    return (*written, *map(completing, found))


def distinct_links(library: Library, article: Article) -> Iterator[RelatedLink]:
    """The links as written, without those that lead back or where another already leads."""
    seen: set[object] = {article.path}
    for link in article.related:
        target = linked(library, link)
        place = link if target is None else target.path
        if place not in seen:
            seen.add(place)
            yield link


def backlinking(library: Library, article: Article) -> Work[tuple[Backlink, ...]]:
    """See `Content.backlinks`."""
    yield from library.by_id()
    found: list[Backlink] = []
    for batch in batches((yield from library.linking_to(article))):
        found += backlinks(library, article, batch)
        yield
    return tuple(found)


def backlinks(library: Library, article: Article, others: list[Article]) -> Iterator[Backlink]:
    for other in others:
        by_list = any(linked(library, link) is article for link in other.related)
        by_text = any(library.article_by_url(url) is article for url in other.links)
        kinds = ((LinkKind.RELATED, by_list), (LinkKind.TEXT, by_text))
        if by_list or by_text:
            yield Backlink(other, tuple(kind for kind, does in kinds if does))


def linked(library: Library, link: RelatedLink) -> Article | None:
    """See `Content.linked`."""
    found = library.article_by_url(link.url) if link.url else None
    if found is None and link.article_id:
        found = only_one(library.articles_by_id(link.article_id))
    return found


def only_one(articles: Sequence[Article]) -> Article | None:
    """The article where there is one only, last good versions aside where there are others."""
    valid = [one for one in articles if not one.source.stale] or articles
    return valid[0] if len(valid) == 1 else None


def completing(near: Near) -> Related:
    article = near.article
    link = RelatedLink(
        title=article.title,
        url=article.url,
        article_id=article.article_id,
        subject_name=article.subject_name,
    )
    return Related(link, near.score, near.reasons)
