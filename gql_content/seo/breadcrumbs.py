"""https://schema.org/BreadcrumbList"""

from collections.abc import Iterator

from gql_content.seo.lines import headline, one_line
from gql_content.seo.page import Page
from gql_content.seo.schema_org import BreadcrumbList, ListItem
from gql_content.seo.urls import absolute_url, home_url

__all__ = ["breadcrumb_list"]

Step = tuple[str | None, str]  # url, name

HOME = "Home"
FEWEST = 2  # a trail of one page leads nowhere, and Google refuses it


def breadcrumb_list(page: Page) -> BreadcrumbList | None:
    """The way from the home page to this one; a page that is met twice is named once."""
    steps = dict(_steps(page))
    if len(steps) < FEWEST:
        return None
    items = (
        ListItem(position=position, name=name, item=url)
        for position, (url, name) in enumerate(steps.items(), start=1)
    )
    return BreadcrumbList(item_list_element=tuple(items))


def _steps(page: Page) -> Iterator[Step]:
    """Only the last may go without a url."""
    if site_url := home_url(page.site):
        yield f"{site_url}/", one_line(page.site.name) or HOME
    for crumb in page.trail:
        name, url = one_line(crumb.name), absolute_url(crumb.url, page.site)
        if name and url:
            yield url, name
    yield page.url, headline(page.article)
