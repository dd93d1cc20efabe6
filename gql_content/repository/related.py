"""Links to other articles: those an author has written, completed by the nearest."""

from collections.abc import Iterator, Sequence

from gql_content.library import Library
from gql_content.listing import Near, nearest
from gql_content.model import Article, RelatedLink
from gql_content.repository.content import Backlink, LinkKind, Related

__all__ = ["backlinks", "linked", "related"]


def related(library: Library, article: Article, first: int | None) -> tuple[Related, ...]:
    """See `Content.related`."""
    links = list(distinct_links(library, article))
    written = tuple(Related(link) for link in links)
    if first is None or first <= len(written):
        return written[:first]
    taken = [target.path for link in links if (target := linked(library, link)) is not None]
    found = nearest(library, article, first - len(written), taken)
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


def backlinks(library: Library, article: Article) -> Iterator[Backlink]:
    """See `Content.backlinks`."""
    for other in library.leading_to(article):
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
