"""What every server is asked. The answers of all are compared before anything is measured."""

import json
from collections.abc import Sequence

from msgspec import Struct

__all__ = ["EXPORT", "Question", "questions"]

SEO = "seo { title pageDescription pageKeywords }"
SUBJECT = "subject { slug name }"
EIGHT = f"id title url date author slug question score {SEO} {SUBJECT}"
TEN = f"path articleId {EIGHT}"
TWELVE = f"noIndex articleTitle {TEN}"

PAGE = "articles(first: 100, offset: $at) { nodes"

EXPORT = f"query Export($at: Int) {{ {PAGE} {{ {TWELVE} }} }} }}"
"""All that a server has to know of each article."""

ONE = f"query One($url: String!) {{ article(by: {{ url: $url }}) {{ {TWELVE} }} }}"
URLS = f"query Urls($at: Int) {{ {PAGE} {{ url }} }} }}"
TWENTY = f"{{ articles(first: 20) {{ nodes {{ {EIGHT} }} }} }}"
HUNDRED = f"{{ articles(first: 100) {{ nodes {{ {TEN} }} }} }}"
NARROWED = """
query Narrowed($subject: String!) {
  articles(filter: { subject: { eq: $subject } }, orderBy: [{ date: DESC }], first: 20) {
    totalCount
    nodes { title url date }
    facets(fields: [YEAR, MONTH]) { field values { value count } }
  }
}
"""


SEARCH = """
query Search($query: String!) {
  search(query: $query, first: 10) { totalCount edges { score snippet node { title url } } }
}
"""
SEARCHES = 200  # different ones


class Question(Struct, frozen=True):
    """One document, asked with each of these variables in turn."""

    name: str
    document: str
    variables: Sequence[dict[str, object]] = ({},)
    searches: bool = False
    """so that only who has our index can answer"""

    @property
    def bodies(self) -> list[str]:
        """The bodies of its requests."""
        return [json.dumps({"query": self.document, "variables": one}) for one in self.variables]


def questions(urls: Sequence[str], subjects: Sequence[str]) -> list[Question]:
    """The questions about articles with these urls, in these subjects."""
    pages = range(0, len(urls), 100)
    return [
        Question("one article by url, 12 fields", ONE, [{"url": urls[0]}]),
        Question(
            "20 articles x 8 fields, seo, subject",
            f"{{ articles(first: 20) {{ nodes {{ {EIGHT} }} }} }}",
        ),
        Question(
            "100 articles x 10 fields, seo, subject",
            f"{{ articles(first: 100) {{ nodes {{ {TEN} }} }} }}",
        ),
        Question("all urls, pages of 100", URLS, [{"at": at} for at in pages]),
        Question("filter, order, facets", NARROWED, [{"subject": one} for one in subjects]),
        Question(
            "search, two words",
            SEARCH,
            [{"query": words_of(url)} for url in urls[:: max(1, len(urls) // SEARCHES)]],
            searches=True,
        ),
        Question("one document, many variables", ONE, [{"url": url} for url in urls]),
    ]


def words_of(url: str) -> str:
    """Two words that stand in the title of the article at a url."""
    return " ".join(url.rpartition("/")[2].split("-")[1:3])
