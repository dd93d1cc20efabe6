"""https://schema.org/BreadcrumbList"""

from collections.abc import Iterator

from gql_content.seo.lines import get_headline, normalize_line
from gql_content.seo.page import PageContext
from gql_content.seo.schema_org import BreadcrumbList, ListItem
from gql_content.seo.urls import get_home_url, make_absolute_url

__all__ = ["build_breadcrumb_list"]

NamedUrl = tuple[str | None, str]  # url, name

DEFAULT_HOME_NAME = "Home"
MIN_BREADCRUMBS = 2  # Google rejects a single one


def build_breadcrumb_list(page: PageContext) -> BreadcrumbList | None:
    """Build the breadcrumbs from the home page to this one, without repetitions."""
    breadcrumbs = dict(_iterate_breadcrumbs(page))
    if len(breadcrumbs) < MIN_BREADCRUMBS:
        return None
    items = (
        ListItem(position=position, name=name, item=url)
        for position, (url, name) in enumerate(breadcrumbs.items(), start=1)
    )
    return BreadcrumbList(item_list_element=tuple(items))


def _iterate_breadcrumbs(page: PageContext) -> Iterator[NamedUrl]:
    """Yield the breadcrumbs. Only the last may have no url."""
    if site_url := get_home_url(page.site):
        yield f"{site_url}/", normalize_line(page.site.name) or DEFAULT_HOME_NAME
    for crumb in page.trail:
        name, url = normalize_line(crumb.name), make_absolute_url(crumb.url, page.site)
        if name and url:
            yield url, name
    yield page.url, get_headline(page.article)
