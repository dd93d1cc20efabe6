"""Who wrote an article and who publishes it."""

from gql_content.seo.lines import one_line
from gql_content.seo.page import Page
from gql_content.seo.schema_org import ImageObject, Organization, Person
from gql_content.seo.urls import absolute_url, home_url

__all__ = ["author", "publisher"]


def publisher(page: Page) -> Organization | None:
    """The organization behind the site, by the site's own name if it has no other."""
    name = one_line(page.site.publisher) or one_line(page.site.name)
    if name is None:
        return None
    logo = absolute_url(page.site.logo, page.site)
    return Organization(
        name=name, url=home_url(page.site), logo=ImageObject(url=logo) if logo else None
    )


def author(page: Page) -> Person | Organization | None:
    """A person, unless the author is called like the site or its publisher."""
    name = one_line(page.article.author)
    if name is None:
        return None
    own = {one_line(each) for each in (page.site.name, page.site.publisher)}
    if name.casefold() in {each.casefold() for each in own if each}:
        return Organization(name=name, url=home_url(page.site))
    return Person(name=name)
