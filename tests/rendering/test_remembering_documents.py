from sys import getsizeof

from gql_content.markdown import MarkdownCache, MarkdownDocument, read_markdown
from gql_content.markdown.document import estimate_size
from tests.rendering.real_texts import read_sample_texts


def test_a_document_is_created_once() -> None:
    documents = MarkdownCache(100_000)
    assert documents.get_or_create((b"1", "answer"), "a") is documents.get_or_create(
        (b"1", "answer"), "a"
    )


def test_fields_and_versions_of_a_file_have_separate_entries() -> None:
    documents = MarkdownCache(100_000)
    keys = [(b"1", "answer"), (b"1", "body"), (b"2", "answer")]
    for number, key in enumerate(keys):
        assert documents.get_or_create(key, f"{number}").text == f"{number}"
    assert [documents.get_or_create(key, "").text for key in keys] == ["0", "1", "2"]


def test_the_least_recently_used_document_is_evicted() -> None:
    documents = MarkdownCache(100_000)
    first = documents.get_or_create((b"1", "answer"), "a" * 6000)
    second = documents.get_or_create((b"2", "answer"), "b" * 6000)
    assert documents.get_or_create((b"1", "answer"), "") is first
    documents.get_or_create((b"3", "answer"), "c" * 6000)
    assert documents.get_or_create((b"1", "answer"), "") is first
    assert documents.get_or_create((b"2", "answer"), "") is not second


def test_a_document_larger_than_the_cache_is_not_cached() -> None:
    documents = MarkdownCache(1000)
    document = documents.get_or_create((b"1", "answer"), "a" * 1000)
    assert document.text == "a" * 1000
    assert documents.get_or_create((b"1", "answer"), "a" * 1000) is not document


def collect_strings(document: MarkdownDocument) -> list[str]:
    found = [document.source, document.html(), document.html(1), document.text]
    for heading in document.headings():
        found += [heading.id, heading.text]
    for link in document.links:
        found += [link.href, link.text]
    return found


def test_the_estimated_size_is_not_below_the_real_one() -> None:
    for source in read_sample_texts().values():
        document = read_markdown(source)
        assert sum(map(getsizeof, collect_strings(document))) < estimate_size(document)
