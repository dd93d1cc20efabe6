"""The examples in GraphiQL's tabs can be run as they stand, whatever the content."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from gql_content.library import Library
from gql_content.sources import MemoryRepository
from gql_content.web.example_queries import examples_for
from tests.conftest import Serve
from tests.folder import article, write
from tests.schema.asking import ready
from tests.served import Served
from tests.web.streaming import events

FILES: dict[str, dict[str, dict[str, object] | str]] = {
    "nothing": {},
    "no subjects": {"a.md": {"title": "A"}},
    "no dates": {"a.md": {"title": "A", "subject": "Stars"}},
    "odd names": {"a.md": {"title": '"', "subject": '星 "\\', "url": '/"\\u0000</script>'}},
    "a problem": {"a.md": "---\n[\n---\n", "b.md": {"title": "B", "date": "2025-01-01"}},
}


def library(files: dict[str, dict[str, object] | str]) -> Library:
    texts = {path: it if isinstance(it, str) else article(it) for path, it in files.items()}
    return MemoryRepository({path: text.encode() for path, text in texts.items()}).library


@pytest.mark.parametrize("name", FILES)
def test_each_example_has_an_answer(name: str, tmp_path: Path, serve: Serve) -> None:
    examples = examples_for(library(FILES[name]))
    served = ready(serve(write(tmp_path, FILES[name])))
    assert examples
    for example in examples:
        variables = msgspec.json.decode(example.variables or "{}", type=dict[str, Any])
        if example.query.startswith("subscription"):
            with events(served, example.query, **variables) as stream:
                data: dict[str, object] = {"event": stream.data()}
        else:
            data = served.data(example.query, **variables)
        assert None not in data.values(), example.title


def test_the_sample_content_has_every_example(sample: Served) -> None:
    page = sample.client.get("/").text
    for title in ("Newest", "Subjects", "Subject page", "Article page", "Changes", "Health"):
        assert f"# {title}\\n" in page


def test_the_subject_is_the_largest_and_the_article_has_related_links() -> None:
    link: dict[str, object] = {"title": "A", "url": "/a"}
    examples = examples_for(
        library(
            {
                "a.md": {"title": "A", "subject": "Small", "date": "2025-01-03"},
                "b.md": {"title": "B", "subject": "Large", "related_article1": link},
                "c.md": {"title": "C", "subject": "Large", "date": "2025-01-02"},
            }
        )
    )
    variables = {one.title: one.variables for one in examples}
    assert msgspec.json.decode(variables["Subject page"]) == {"subject": "large"}
    assert msgspec.json.decode(variables["Article page"]) == {"url": "/b"}


def test_the_name_of_an_operation_is_on_its_tab() -> None:
    for example in examples_for(library({"a.md": {"title": "A", "subject": "B"}})):
        name = "".join(word.capitalize() for word in example.title.split())
        _, _, named = example.query.partition(" ")
        assert named.startswith((f"{name}(", f"{name} "))
