"""Author and publisher of an article."""

from gql_content.seo.lines import normalize_line
from gql_content.seo.page import PageContext
from gql_content.seo.schema_org import ImageObject, Organization, Person
from gql_content.seo.urls import get_home_url, make_absolute_url

__all__ = ["make_author", "make_publisher"]


def make_publisher(page: PageContext) -> Organization | None:
    """Return the publisher, by the site's name if it has no other."""
    name = normalize_line(page.site.publisher) or normalize_line(page.site.name)
    if name is None:
        return None
    logo = make_absolute_url(page.site.logo, page.site)
    return Organization(
        name=name, url=get_home_url(page.site), logo=ImageObject(url=logo) if logo else None
    )


def make_author(page: PageContext) -> Person | Organization | None:
    """Return the author: an organization if named like the site or its publisher, else a person."""
    name = normalize_line(page.article.author)
    if name is None:
        return None
    site_names = {
        normalize_line(name_of_site) for name_of_site in (page.site.name, page.site.publisher)
    }
    if name.casefold() in {name_of_site.casefold() for name_of_site in site_names if name_of_site}:
        return Organization(name=name, url=get_home_url(page.site))
    return Person(name=name)
