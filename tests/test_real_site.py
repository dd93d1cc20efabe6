"""The questions of the real site's frontend, asked of a sample of its content.

Each answer is compared with a reading of the same files by python-frontmatter alone.
"""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple, TypeGuard

import frontmatter
import pytest
import yaml
from slugify import slugify

from gql_content.sources import Watch
from tests.folder import article
from tests.needs import corpus
from tests.served import Served, serving

pytestmark = pytest.mark.corpus

FILES = 2_030


class Read(NamedTuple):
    """A file as python-frontmatter reads it."""

    path: str
    front_matter: dict[str, Any]
    body: str


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def read(root: Path) -> Iterator[Read]:
    for file in sorted(root.rglob("*.md")):
        try:
            front_matter, body = frontmatter.parse(file.read_text("utf-8-sig"))
        except (yaml.YAMLError, ValueError):
            continue
        yield Read(file.relative_to(root).as_posix(), front_matter, body)


@pytest.fixture(scope="module")
def root() -> Path:
    return corpus("quicktakes")


@pytest.fixture(scope="module")
def site(root: Path) -> Iterator[Served]:
    with serving(root, watch=Watch.OFF) as served:
        yield served


@pytest.fixture(scope="module")
def files(root: Path) -> dict[str, Read]:
    return {one.path: one for one in read(root)}


@pytest.fixture(scope="module")
def questions(files: dict[str, Read]) -> dict[str, Read]:
    """The question articles by url."""
    found = [one for one in files.values() if one.path.startswith("learn/")]
    return {one.front_matter["url"]: one for one in found}


LIST = """query ($filter: ArticleFilter, $after: String, $first: Int!) {
  articles(filter: $filter, first: $first, after: $after) {
    totalCount nodes { path url } pageInfo { hasNextPage endCursor }
  }
}"""


def every(site: Served, **variables: Any) -> list[dict[str, str]]:
    """All articles of a list, page by page."""
    nodes: list[dict[str, str]] = []
    after, more = None, True
    while more:
        page = site.data(LIST, first=100, after=after, **variables)["articles"]
        nodes += page["nodes"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        assert len(nodes) <= page["totalCount"]
    return nodes


# Everything is there


def test_every_file_is_an_article_or_a_problem(site: Served, root: Path) -> None:
    paths = {file.relative_to(root).as_posix() for file in root.rglob("*.md")}
    assert len(paths) == FILES
    asked = "{ content { articleCount problemCount problems(first: 5000) { path severity } } }"
    content = site.data(asked)["content"]
    served = {one["path"] for one in every(site)}
    invalid = {one["path"] for one in content["problems"] if one["severity"] == "ERROR"}
    assert served | invalid == paths
    assert not served & invalid
    assert content["articleCount"] == len(served) == site.loaded.articles
    assert content["problemCount"] == len(content["problems"]) == site.loaded.problems


# 1. The subject index


def test_subjects_have_their_names_and_counts(site: Served, questions: dict[str, Read]) -> None:
    spellings: dict[str, Counter[str]] = {}
    for one in questions.values():
        name = one.front_matter["subject"]
        spellings.setdefault(slugify(name), Counter())[name] += 1
    found = site.data("{ subjects { slug name articleCount } }")["subjects"]
    assert {one["slug"]: one["articleCount"] for one in found} == {
        slug: names.total() for slug, names in spellings.items()
    }
    for one in found:
        names = spellings[one["slug"]]
        assert names[one["name"]] == max(names.values())
    assert [one["name"].casefold() for one in found] == sorted(
        one["name"].casefold() for one in found
    )


def test_the_slug_of_a_subject_is_the_name_of_its_folder(site: Served) -> None:
    query = """query ($after: String) {
      articles(filter: { path: { startsWith: "learn/" } }, first: 100, after: $after) {
        nodes { path slug subject { slug } } pageInfo { hasNextPage endCursor }
      }
    }"""
    after, more = None, True
    while more:
        page = site.data(query, after=after)["articles"]
        for one in page["nodes"]:
            assert one["path"] == f"learn/{one['subject']['slug']}/{one['slug']}.md"
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]


# 2. A subject page


def test_a_subject_page_grows_by_twenty(site: Served, questions: dict[str, Read]) -> None:
    query = """query ($slug: String!, $after: String) {
      subject(slug: $slug) {
        name
        articles(filter: { noIndex: { eq: false } }, first: 20, after: $after) {
          totalCount nodes { title url } pageInfo { hasNextPage endCursor }
        }
      }
    }"""
    sizes = Counter(slugify(one.front_matter["subject"]) for one in questions.values())
    hidden = [one for one in questions.values() if one.front_matter.get("no_index")]
    slugs = {sizes.most_common(1)[0][0], *(slugify(it.front_matter["subject"]) for it in hidden)}
    assert hidden
    for slug in slugs:
        expected = {
            url: one.front_matter["title"]
            for url, one in questions.items()
            if slugify(one.front_matter["subject"]) == slug and not one.front_matter.get("no_index")
        }
        found: list[tuple[str, str]] = []
        after, more = None, True
        while more:
            page = site.data(query, slug=slug, after=after)["subject"]["articles"]
            assert page["totalCount"] == len(expected)
            assert len(page["nodes"]) == min(20, len(expected) - len(found))
            found += [(one["url"], one["title"]) for one in page["nodes"]]
            after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        assert found == sorted(expected.items())


# 3. A question page

QUESTION = """fragment Page on Article {
  path title articleTitle question author articleId schemaName date dateFormat postOnText
  fileName url noIndex score subject { slug }
  seo { title pageDescription pageKeywords canonicalUrl }
  answer { source html } body { source }
  related { title url articleId article { url } }
}
query ByUrl($url: String!) { article(by: { url: $url }) { ...Page } }
query BySlug($key: SlugKey!) { article(by: { slug: $key }) { ...Page } }"""


def asked(site: Served, operation: str, **variables: Any) -> dict[str, Any]:
    body = {"query": QUESTION, "operationName": operation, "variables": variables}
    answer = site.client.post("/graphql", json=body).json()
    assert "errors" not in answer, answer
    return answer["data"]["article"]


def text(written: object) -> str | None:
    return None if written is None else str(written)


def expected_page(one: Read) -> dict[str, Any]:
    """All but what is derived from the answer and from other files."""
    written = one.front_matter
    seo = written["seo"]
    keywords = [word.strip() for word in seo["page_keywords"].split(",")]
    return {
        "path": one.path,
        "title": written["title"],
        "articleTitle": written["article_title"],
        "question": written["question"],
        "author": written["author"],
        "articleId": text(written["id"]),
        "schemaName": written["_schema"],
        "date": written["date"].isoformat(),
        "dateFormat": written["date_format"],
        "postOnText": written["post_on_text"],
        "fileName": written.get("file_name"),
        "url": written["url"],
        "noIndex": written.get("no_index", False),
        "score": written.get("score"),
        "subject": {"slug": slugify(written["subject"])},
        "seo": {
            "title": seo["title"],
            "pageDescription": seo["page_description"],
            "pageKeywords": [word for word in keywords if word],
            "canonicalUrl": None,
        },
        "body": None,
    }


def test_each_question_page_is_what_its_file_says(site: Served, questions: dict[str, Read]) -> None:
    for url, one in list(questions.items())[::7]:
        found = asked(site, "ByUrl", url=url)
        key = {"subject": one.front_matter["subject"], "slug": Path(one.path).stem}
        assert asked(site, "BySlug", key=key) == found
        answer, related = found.pop("answer"), found.pop("related")
        assert found == expected_page(one)
        check_answer(answer, one.front_matter["answer"])
        check_related(related, one, questions)


def check_answer(answer: dict[str, str], written: str) -> None:
    """Without line breaks, the source is what was written: nothing else was replaced."""

    def plain(source: str) -> str:
        return re.sub(r"\s|\\n", "", source)

    assert plain(answer["source"]) == plain(written)
    assert "<" in answer["html"]


def place(link: dict[str, Any], questions: dict[str, Read]) -> str:
    """Where a link leads: by its url, else by an id that only one question has."""
    same_id = [url for url, it in questions.items() if it.front_matter["id"] == link["id"]]
    if link["url"] in questions or len(same_id) != 1:
        return str(link["url"])
    return same_id[0]


def check_related(related: list[dict[str, Any]], one: Read, questions: dict[str, Read]) -> None:
    numbered = [one.front_matter.get(f"related_article{number}") for number in range(1, 6)]
    written = [link for link in numbered if is_object(link) and any(link.values())]
    # Some files name an article twice, or themselves.
    own = one.front_matter["url"]
    firsts = {place(link, questions): link for link in reversed(written)}
    expected = [
        link
        for link in written
        if firsts[place(link, questions)] is link and place(link, questions) != own
    ]
    assert [(link["title"], link["url"], link["articleId"]) for link in related] == [
        (link["title"], link["url"], text(link["id"])) for link in expected
    ]
    for link in related:
        if link["url"] in questions:
            assert link["article"] == {"url": link["url"]}


FORMULAS = (
    re.compile(r"(?<![\\$\w])\${1,2}(?![\s$])([^$\n`]*[\\^_][^$\n`]*)(?<!\s)\${1,2}(?![\d$])"),
    re.compile(r"\\\(([^\n`]+?)\\\)"),
    re.compile(r"\\\[([^`]+?)\\\]"),
)


def test_formulas_reach_the_html_unharmed(site: Served, questions: dict[str, Read]) -> None:
    query = "query ($url: String!) { article(by: { url: $url }) { answer { source html } } }"
    checked = Counter[str]()
    for url, one in questions.items():
        if not any(pattern.search(one.front_matter["answer"]) for pattern in FORMULAS):
            continue
        answer = site.data(query, url=url)["article"]["answer"]
        shown = " ".join(unescape(answer["html"]).split())
        for pattern in FORMULAS:
            for formula in pattern.findall(answer["source"]):
                assert " ".join(formula.split()) in shown, url
                checked[pattern.pattern] += 1
    assert checked.keys() == {pattern.pattern for pattern in FORMULAS}
    assert checked.total() > 500


@pytest.mark.parametrize("command", ["neq", "nabla"])
def test_a_command_that_begins_with_n_is_no_line_break(
    site: Served, questions: dict[str, Read], command: str
) -> None:
    written = re.compile(rf"\\{command}(?![a-zA-Z])")
    urls = [url for url, one in questions.items() if written.search(one.front_matter["answer"])]
    query = "query ($url: String!) { article(by: { url: $url }) { answer { source html } } }"
    assert urls
    for url in urls:
        answer = site.data(query, url=url)["article"]["answer"]
        assert written.search(answer["source"]), url
        assert written.search(answer["html"]), url


# 4. All urls


def test_all_urls_come_once_in_as_few_pages_as_possible(
    site: Served, questions: dict[str, Read]
) -> None:
    asked_for = {"path": {"startsWith": "learn/"}, "noIndex": {"eq": False}}
    urls = [one["url"] for one in every(site, filter=asked_for)]
    assert urls == sorted(
        url for url, one in questions.items() if not one.front_matter.get("no_index")
    )
    assert len({one["url"] for one in every(site)}) == site.loaded.articles


# 5. The blog


def test_posts_come_newest_first(site: Served, files: dict[str, Read]) -> None:
    query = """{
      articles(
        filter: { path: { startsWith: "posts/" } }, orderBy: [{ date: DESC }], first: 100
      ) {
        nodes {
          title publishedAt date dateFormat postOnText seo { pageDescription }
          image: frontMatter(path: "featuredImg.image") body { source html }
        }
      }
    }"""
    posts = [one for one in files.values() if one.path.startswith("posts/")]
    found = site.data(query)["articles"]["nodes"]
    assert len(found) == len(posts) == 35
    days = [one["date"] for one in found]
    assert days == sorted(days, reverse=True)
    by_title = {one.front_matter["title"].strip(): one for one in posts}
    for one in found:
        post = by_title[one["title"].strip()]
        assert datetime.fromisoformat(one["publishedAt"]) == moment(post.front_matter["date"])
        assert one["dateFormat"] == post.front_matter.get("date_format")
        image = post.front_matter.get("featuredImg")
        assert one["image"] == (image.get("image") if is_object(image) else None)
        assert one["body"]["source"].strip() == post.body.strip()
        assert one["body"]["html"].startswith("<")


def moment(written: date | datetime) -> datetime:
    day = written if isinstance(written, datetime) else datetime(*written.timetuple()[:3])  # noqa: DTZ001
    return day if day.tzinfo else datetime.fromisoformat(f"{day.isoformat()}+00:00")


# 6. Pages


def test_the_blocks_of_a_page_are_json(site: Served, files: dict[str, Read]) -> None:
    query = """query ($path: String!) {
      article(by: { path: $path }) {
        blocks: frontMatter(path: "content_blocks")
        first: frontMatter(path: "content_blocks.0")
        english: frontMatter(path: "content_blocks.0.contentTitle.en")
      }
    }"""
    pages = [one for one in files.values() if "/" not in one.path]
    assert len(pages) == 8
    for one in pages:
        found = site.data(query, path=one.path)["article"]
        blocks = one.front_matter["content_blocks"]
        assert found["blocks"] == blocks
        assert found["first"] == blocks[0]
        title = blocks[0].get("contentTitle")
        assert found["english"] == (title["en"] if is_object(title) else None)


# 7. Editing


def test_a_changed_question_is_fresh(root: Path, tmp_path: Path) -> None:
    chosen = min((root / "learn").iterdir())
    content = tmp_path / "content"
    shutil.copytree(chosen, content / "learn" / chosen.name)
    file = min((content / "learn" / chosen.name).iterdir())
    file.chmod(0o644)
    file.parent.chmod(0o755)
    front_matter, _ = frontmatter.parse(file.read_text("utf-8"))
    query = """query ($url: String!) {
      article(by: { url: $url }) { title answer { source html } }
      articles(filter: { title: { eq: "As edited" } }) { nodes { url } }
    }"""
    with serving(content) as served:
        url = front_matter["url"]
        assert served.data(query, url=url)["article"]["title"] == front_matter["title"]
        edited = {**front_matter, "title": "As edited", "answer": r"Quite\n\n*new*."}
        file.write_text(article(edited), "utf-8")
        deadline = monotonic() + 20
        while (found := served.data(query, url=url))["article"]["title"] != "As edited":
            assert monotonic() < deadline, "the change was not noticed"
    assert found["article"]["answer"]["source"] == "Quite\n\n*new*."
    assert "<em>new</em>" in found["article"]["answer"]["html"]
    assert found["articles"]["nodes"] == [{"url": url}]


# Versions from its history that are not valid


def test_bad_files_are_problems_with_their_lines_and_harm_nobody(tmp_path: Path) -> None:
    shutil.copytree(corpus("bad"), tmp_path / "content")
    (tmp_path / "content").chmod(0o755)
    (tmp_path / "content" / "good.md").write_text("---\ntitle: Good\n---\nFine.\n")
    query = """{
      articles { nodes { title body { html } } }
      content { problems { path severity line column message remedy } }
    }"""
    with serving(tmp_path / "content") as served:
        found = served.data(query)
    assert found["articles"]["nodes"] == [{"title": "Good", "body": {"html": "<p>Fine.</p>\n"}}]
    problems = found["content"]["problems"]
    bad = {file.name for file in corpus("bad").iterdir()}
    assert {one["path"] for one in problems if one["severity"] == "ERROR"} == bad
    assert len(problems) == len(bad) == 10
    assert all(one["line"] and one["column"] and one["remedy"] for one in problems)
