"""The ways from one article to another: previous and next, backlinks, related articles."""

from collections.abc import Iterator
from datetime import date
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest

from gql_content.sources import Watch
from tests.conftest import Serve
from tests.folder import article, write
from tests.needs import corpus
from tests.schema.asking import eventually
from tests.schema.conftest import ABOUT, DARK, DAYS, HELLO, LEAP, MOSS
from tests.served import Served, serving

NEIGHBOURS = """query ($path: String!, $within: Scope = SUBJECT) {
  article(by: { path: $path }) {
    previous(within: $within) { path } next(within: $within) { path }
  }
}"""
ALL = """query ($after: String, $within: Scope!) {
  articles(first: 100, after: $after, orderBy: [{ date: ASC }]) {
    nodes {
      path subject { slug }
      previous(within: $within) { path next(within: $within) { path } }
      next(within: $within) { path previous(within: $within) { path } }
    }
    pageInfo { hasNextPage endCursor }
  }
}"""
BACKLINKS = """query ($path: String!, $first: Int) {
  article(by: { path: $path }) { backlinks(first: $first) { article { path title } kinds } }
}"""
RELATED = """query ($path: String!, $first: Int) {
  article(by: { path: $path }) {
    related(first: $first) {
      title url articleId score reasons subject { slug } article { path title subject { slug } }
    }
  }
}"""


def neighbours(served: Served, path: str, **more: str | None) -> list[str | None]:
    found = served.data(NEIGHBOURS, path=path, **more)["article"]
    return [found[name] and found[name]["path"] for name in ("previous", "next")]


def backlinks(served: Served, path: str, **more: Any) -> dict[str, list[str]]:
    """How which articles lead to the one at a path."""
    found = served.data(BACKLINKS, path=path, **more)["article"]["backlinks"]
    return {one["article"]["path"]: one["kinds"] for one in found}


def related(served: Served, path: str, **more: Any) -> list[dict[str, Any]]:
    return served.data(RELATED, path=path, **more)["article"]["related"]


def everything(served: Served, within: str) -> list[dict[str, Any]]:
    """All articles in the order of publication, with their neighbours."""
    nodes: list[dict[str, Any]] = []
    after, more = None, True
    while more:
        page = served.data(ALL, after=after, within=within)["articles"]
        nodes += page["nodes"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return nodes


# Previous and next


def test_neighbours_are_those_of_the_subject_by_date(small: Served) -> None:
    assert neighbours(small, LEAP) == [None, DARK]
    assert neighbours(small, DARK) == [LEAP, None]
    assert neighbours(small, MOSS) == [None, None]
    assert neighbours(small, DARK, within=None) == [LEAP, None]


def test_an_article_without_a_subject_has_no_neighbours_in_it(small: Served) -> None:
    assert neighbours(small, ABOUT) == [None, None]
    assert neighbours(small, HELLO) == [None, None]


def test_among_all_articles_those_without_a_date_come_first(small: Served) -> None:
    order = [ABOUT, MOSS, LEAP, DAYS, DARK, HELLO]
    found = [neighbours(small, path, within="ALL") for path in order]
    assert found == [list(pair) for pair in zip([None, *order], [*order[1:], None], strict=False)]


def test_articles_of_one_day_go_by_url(tmp_path: Path, serve: Serve) -> None:
    day = {"title": "T", "date": date(2025, 2, 6), "subject": "S"}
    urls = {"z.md": "/a", "m.md": "/b", "a.md": "/c"}
    served = serve(write(tmp_path, {path: {**day, "url": url} for path, url in urls.items()}))
    assert [neighbours(served, path) for path in urls] == [
        [None, "m.md"],
        ["z.md", "a.md"],
        ["m.md", None],
    ]


def check_order(nodes: list[dict[str, Any]]) -> None:
    """Each step leads to the next article of the row, and the step back leads back."""
    for before, after in pairwise(nodes):
        there, back = before["next"], after["previous"]
        assert (there["path"], there["previous"]["path"]) == (after["path"], before["path"])
        assert (back["path"], back["next"]["path"]) == (before["path"], after["path"])
    assert nodes[0]["previous"] is nodes[-1]["next"] is None


def by_subject(nodes: list[dict[str, Any]]) -> dict[str | None, list[dict[str, Any]]]:
    subjects: dict[str | None, list[dict[str, Any]]] = {}
    for node in nodes:
        slug = node["subject"] and node["subject"]["slug"]
        subjects.setdefault(slug, []).append(node)
    return subjects


def test_the_order_of_the_sample_content_is_total_and_stable(sample: Served) -> None:
    check_order(everything(sample, "ALL"))
    subjects = by_subject(everything(sample, "SUBJECT"))
    for node in subjects.pop(None, []):
        assert node["previous"] is node["next"] is None
    assert len(subjects) > 5
    for nodes in subjects.values():
        check_order(nodes)


@pytest.fixture(scope="module")
def real() -> Iterator[Served]:
    with serving(corpus("quicktakes"), watch=Watch.OFF) as served:
        yield served


@pytest.mark.corpus
def test_the_order_of_the_real_site_is_total_and_stable(real: Served) -> None:
    check_order(everything(real, "ALL"))
    subjects = by_subject(everything(real, "SUBJECT"))
    subjects.pop(None)
    assert sum(map(len, subjects.values())) > 1_500
    for nodes in subjects.values():
        check_order(nodes)


# Backlinks


def test_related_links_lead_back_by_url_or_by_an_id_of_one(small: Served) -> None:
    assert backlinks(small, LEAP) == {DARK: ["RELATED"]}
    assert backlinks(small, MOSS) == {DARK: ["RELATED"]}
    assert backlinks(small, DARK) == backlinks(small, DAYS) == {}


LINKED: dict[str, dict[str, object] | str] = {
    "target.md": {"title": "Target", "url": "/the target/é", "id": 5},
    "text.md": {
        "title": "Text",
        "answer": "[there](/the%20target/%C3%A9?a#b) [again](</the target/é>)",
    },
    "body.md": "A [link](</the target/é/>) in a body.\n",
    "list.md": {"title": "List", "related_article1": {"url": "/the target/é"}},
    "id.md": {"title": "Id", "related_article1": {"url": "/moved", "id": 5}},
    "both.md": {
        "title": "Both",
        "answer": "[there](</the target/é>)",
        "related_article1": {"url": "/the target/é"},
        "related_article2": {"id": 5},
    },
    "code.md": {"title": "Code", "answer": "`[no](</the target/é>)` and /the target/é"},
    "outside.md": {"title": "Outside", "answer": "[no](https://example.org/the%20target/%C3%A9)"},
    "itself.md": {"title": "Itself", "url": "/itself", "answer": "[me](/itself)"},
}


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(write(tmp_path_factory.mktemp("linked"), LINKED), watch=Watch.OFF) as served:
        yield served


def test_backlinks_tell_how_each_article_leads_here(linked: Served) -> None:
    assert list(backlinks(linked, "target.md").items()) == [
        ("body.md", ["TEXT"]),
        ("both.md", ["RELATED", "TEXT"]),
        ("id.md", ["RELATED"]),
        ("list.md", ["RELATED"]),
        ("text.md", ["TEXT"]),
    ]


def test_nothing_leads_to_itself(linked: Served) -> None:
    assert backlinks(linked, "itself.md") == {}


def test_only_the_first_backlinks_are_given(linked: Served) -> None:
    assert list(backlinks(linked, "target.md", first=2)) == ["body.md", "both.md"]
    assert backlinks(linked, "target.md", first=0) == {}
    assert len(backlinks(linked, "target.md", first=99)) == 5
    assert len(backlinks(linked, "target.md", first=None)) == 5
    (error,) = linked.errors(BACKLINKS, path="target.md", first=-1)
    assert error["extensions"] == {"code": "BAD_WINDOW"}


LINKS = """query ($after: String) {
  articles(first: 100, after: $after) {
    nodes {
      path
      answer { links { article { path } } } body { links { article { path } } }
      related { article { path } }
      backlinks { article { path } kinds }
    }
    pageInfo { hasNextPage endCursor }
  }
}"""


@pytest.mark.parametrize("site", ["sample", pytest.param("real", marks=pytest.mark.corpus)])
def test_each_link_has_its_backlink_and_each_backlink_its_link(
    site: str, request: pytest.FixtureRequest
) -> None:
    served: Served = request.getfixturevalue(site)
    there: set[tuple[str, str, str]] = set()
    back: set[tuple[str, str, str]] = set()
    after, more = None, True
    while more:
        page = served.data(LINKS, after=after)["articles"]
        for one in page["nodes"]:
            texts = [text["links"] for text in (one["answer"], one["body"]) if text]
            ways = {"TEXT": [*chain.from_iterable(texts)], "RELATED": one["related"]}
            there |= {
                (one["path"], link["article"]["path"], kind)
                for kind, links in ways.items()
                for link in links
                if link["article"] and link["article"]["path"] != one["path"]
            }
            back |= {
                (link["article"]["path"], one["path"], kind)
                for link in one["backlinks"]
                for kind in link["kinds"]
            }
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert there == back
    assert len(there) > 20


def test_backlinks_keep_up_with_the_files(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"target.md": {"title": "Target", "url": "/target"}, "a.md": {"title": "A"}})
    served = serve(tmp_path)
    assert backlinks(served, "target.md") == {}

    def become(expected: dict[str, list[str]]) -> None:
        eventually(lambda: backlinks(served, "target.md"), lambda found: found == expected)

    to_target = {"related_article1": {"url": "/target"}}
    write(tmp_path, {"a.md": {"title": "A", "answer": "[it](/target)"}})
    become({"a.md": ["TEXT"]})
    write(tmp_path, {"a.md": {"title": "A", "answer": "[it](/target)", **to_target}})
    become({"a.md": ["RELATED", "TEXT"]})
    write(tmp_path, {"new/b.md": {"title": "B", **to_target}})
    become({"a.md": ["RELATED", "TEXT"], "new/b.md": ["RELATED"]})
    (tmp_path / "a.md").unlink()
    become({"new/b.md": ["RELATED"]})
    write(tmp_path, {"target.md": {"title": "Target", "url": "/elsewhere"}})
    become({})
    write(tmp_path, {"target.md": {"title": "Target", "url": "/target"}})
    become({"new/b.md": ["RELATED"]})


# Related articles


def subject_of(number: int) -> dict[str, object]:
    keywords = ["moss", f"pair {number // 2}", f"triple {number // 3}"]
    return {
        "title": f"Article {number}",
        "subject": "Moss",
        "url": f"/moss/{number}",
        "id": number % 10,
        "seo": {"page_keywords": keywords},
        "related_article1": {"url": f"/moss/{number}", "title": "Itself"},
        "related_article2": {"url": f"/moss/{(number + 1) % 24}", "title": "The next"},
        "related_article3": {"url": f"/moss/{(number + 1) % 24}/", "title": "The next again"},
        "related_article4": {"url": "/gone", "title": "Gone"},
    }


@pytest.fixture(scope="module")
def mossy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    files = {f"{number}.md": subject_of(number) for number in range(24)}
    others = {"fern.md": {"title": "Article 1", "subject": "Fern"}, "no.md": {"title": "Article 1"}}
    root = write(tmp_path_factory.mktemp("moss"), {**files, **others})
    with serving(root, watch=Watch.OFF) as served:
        yield served


def test_written_links_lead_neither_back_nor_twice_to_one_place(mossy: Served) -> None:
    assert [link["title"] for link in related(mossy, "4.md")] == ["The next", "Gone"]


def test_related_links_are_completed_by_the_nearest_of_the_subject(mossy: Served) -> None:
    written = related(mossy, "4.md")
    links = related(mossy, "4.md", first=4)
    assert links[:2] == written
    assert [(link["score"], link["reasons"]) for link in written] == [(None, []), (None, [])]
    (three,) = links[2:]
    assert three["article"] == {"path": "3.md", "title": "Article 3", "subject": {"slug": "moss"}}
    assert (three["title"], three["url"], three["articleId"]) == ("Article 3", "/moss/3", "3")
    assert three["subject"] == {"slug": "moss"}
    assert 0 < three["score"] <= 1
    assert three["reasons"] == ["triple 1"]
    assert related(mossy, "4.md", first=1) == written[:1]
    assert related(mossy, "4.md", first=0) == []


def test_seven_related_are_others_and_each_another(mossy: Served) -> None:
    for number in range(24):
        path = f"{number}.md"
        links = related(mossy, path, first=7)
        targets = [link["article"]["path"] for link in links if link["article"]]
        assert path not in targets
        assert len(set(targets)) == len(targets)
        assert len(links) <= 7
        assert links == related(mossy, path, first=7)
        scores = [link["score"] for link in links if link["score"] is not None]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("site", "least"), [("sample", 1), pytest.param("real", 50, marks=pytest.mark.corpus)]
)
def test_related_links_of_a_whole_site_are_completed(
    site: str, least: int, request: pytest.FixtureRequest
) -> None:
    served: Served = request.getfixturevalue(site)
    query = """{ articles(first: 100, filter: { path: { startsWith: "learn/" } }) { nodes {
      path subject { slug articleCount }
      related { title }
      seven: related(first: 7) { score reasons title article { path subject { slug } } }
    } } }"""
    nodes = served.data(query)["articles"]["nodes"]
    completed = 0
    for one in nodes:
        targets = [link["article"]["path"] for link in one["seven"] if link["article"]]
        assert one["path"] not in targets
        assert len(set(targets)) == len(targets)
        count = len(one["related"])
        assert [link["title"] for link in one["seven"][:count]] == [
            link["title"] for link in one["related"][:7]
        ]
        for link in one["seven"][count:]:
            assert link["article"]["subject"]["slug"] == one["subject"]["slug"]
            assert 0 < link["score"] <= 1
            assert 0 < len(link["reasons"]) <= 5
            completed += 1
    assert completed >= least


def test_a_new_neighbour_is_related_when_it_is_saved(tmp_path: Path, serve: Serve) -> None:
    one = {"title": "One", "subject": "S", "seo": {"page_keywords": "spore"}}
    served = serve(write(tmp_path, {"1.md": one, "2.md": {"title": "Two", "subject": "S"}}))
    assert related(served, "1.md", first=7) == []
    aside = tmp_path / ".3.tmp"
    aside.write_text(article({**one, "title": "Three"}), "utf-8")
    aside.replace(tmp_path / "3.md")
    found = eventually(lambda: related(served, "1.md", first=7), bool)
    assert [(link["title"], link["reasons"]) for link in found] == [("Three", ["spore"])]
