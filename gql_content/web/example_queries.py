"""Example queries about the content at hand for GraphiQL's tabs."""

import re

import msgspec

from gql_content.library import Library
from gql_content.model import Article
from gql_content.query import OrderKey, OrderTerm, Sort, Window, list_articles

__all__ = ["Example", "examples_for", "tab"]


_ANONYMOUS = re.compile(r"\A\s*(?:query\s*)?(?=[{(@])")


class Example(msgspec.Struct, frozen=True):
    """One tab. GraphiQL writes the operation's name on it, so name the operation after the title;
    an operation without a name is given one."""

    title: str
    query: str
    variables: str = ""


def tab(example: Example) -> dict[str, str]:
    """What GraphiQL takes as a default tab: the title stands above the query as a comment."""
    title = " ".join(example.title.split())
    query = _ANONYMOUS.sub(f"query {_operation_name(title)} ", example.query, count=1).strip()
    return {"query": f"# {title}\n{query}\n", "variables": example.variables}


def _operation_name(title: str) -> str:
    # A start waits for no names of tabs.
    from slugify import slugify

    words = slugify(title).split("-")
    name = "".join(word.capitalize() for word in words)
    return name if name[:1].isalpha() else f"Example{name}"


# One order without brackets is a list of one, and GraphiQL's explorer understands it.
NEWEST = """query Newest {
  articles(
    orderBy: { date: DESC_NULLS_LAST }
    first: 10
  ) {
    totalCount
    nodes {
      title
      url
      date
      subject { name }
    }
  }
}"""

SUBJECTS = """query Subjects {
  subjects(orderBy: ARTICLE_COUNT_DESC) {
    name
    slug
    articleCount
  }
}"""

SUBJECT_PAGE = """query SubjectPage($subject: String!, $after: String) {
  subject(slug: $subject) {
    name
    articles(
      filter: { noIndex: { eq: false } }
      first: 20
      after: $after
    ) {
      totalCount
      nodes { title url }
      pageInfo { hasNextPage endCursor }
    }
  }
}"""

ARTICLE_PAGE = """query ArticlePage($url: String!) {
  article(by: { url: $url }) {
    title
    date
    subject { name slug }
    seo { title pageDescription pageKeywords }
    answer { html }
    body { html }
    related {
      title
      url
      article { title }
    }
  }
}"""

SEARCH = """query Search($words: String!) {
  search(query: $words, first: 5) {
    totalCount
    edges {
      score
      snippet
      heading
      node { title url }
    }
    facets(fields: [SUBJECT], limit: 5) {
      values { label count }
    }
    suggestions
  }
}"""

HEAD = """query PageHead($url: String!) {
  article(by: { url: $url }) {
    postedOn
    answer { excerpt readingTime }
    previous { title url }
    next { title url }
    seo {
      metaTags {
        tag
        attributes { name value }
        content
      }
      jsonLd
    }
  }
}"""

CHANGES = """subscription Changes {
  contentChanged {
    revision
    totalCount
    added { url }
    modified { url }
    removed { url }
    articles(first: 5) {
      title
      date
      subject { name }
    }
  }
}"""

HEALTH = """query Health {
  content {
    revision
    articleCount
    subjectCount
    problemCount
    problems(first: 20) {
      severity
      path
      line
      column
      code
      message
      remedy
    }
  }
}"""


def examples_for(library: Library) -> list[Example]:
    """What can be asked of this library, its own subjects and urls in the variables."""
    examples = [Example("Newest", NEWEST)]
    telling = telling_article(library)
    if library.subjects:
        largest = max(library.subjects.values(), key=lambda one: (one.article_count, one.slug))
        examples += [
            Example("Subjects", SUBJECTS),
            Example("Subject page", SUBJECT_PAGE, variables(subject=largest.slug)),
        ]
    if telling is not None:
        examples += [
            Example("Article page", ARTICLE_PAGE, variables(url=telling.url)),
            Example("Page head", HEAD, variables(url=telling.url)),
            Example("Search", SEARCH, variables(words=telling.title)),
        ]
    return [*examples, Example("Changes", CHANGES), Example("Health", HEALTH)]


def telling_article(library: Library) -> Article | None:
    """A recent article, if possible one with related links."""
    newest = list_articles(
        library,
        order=(OrderTerm(key=OrderKey.DATE, sort=Sort.DESC_NULLS_LAST),),
        window=Window(size=50),
    ).articles
    return max(newest, key=lambda one: bool(one.related), default=None)


def variables(**values: str) -> str:
    return msgspec.json.format(msgspec.json.encode(values)).decode()
