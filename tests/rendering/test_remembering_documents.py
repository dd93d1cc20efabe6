from sys import getsizeof

from gql_content.rendering import Document, Documents, read
from gql_content.rendering.documents import weight
from tests.rendering.real_texts import sample_texts


def test_a_document_is_read_once() -> None:
    documents = Documents(100_000)
    assert documents.read((b"1", "answer"), "a") is documents.read((b"1", "answer"), "a")


def test_fields_of_one_file_and_versions_of_one_field_are_told_apart() -> None:
    documents = Documents(100_000)
    keys = [(b"1", "answer"), (b"1", "body"), (b"2", "answer")]
    for number, key in enumerate(keys):
        assert documents.read(key, f"{number}").text == f"{number}"
    assert [documents.read(key, "").text for key in keys] == ["0", "1", "2"]


def test_the_document_that_was_asked_for_longest_ago_makes_room() -> None:
    documents = Documents(100_000)
    first = documents.read((b"1", "answer"), "a" * 6000)
    second = documents.read((b"2", "answer"), "b" * 6000)
    assert documents.read((b"1", "answer"), "") is first
    documents.read((b"3", "answer"), "c" * 6000)
    assert documents.read((b"1", "answer"), "") is first
    assert documents.read((b"2", "answer"), "") is not second


def test_a_document_beyond_the_bound_is_read_and_forgotten() -> None:
    documents = Documents(1000)
    document = documents.read((b"1", "answer"), "a" * 1000)
    assert document.text == "a" * 1000
    assert documents.read((b"1", "answer"), "a" * 1000) is not document


def strings_of(document: Document) -> list[str]:
    found = [document.source, document.html(), document.html(1), document.text]
    for heading in document.headings():
        found += [heading.id, heading.text]
    for link in document.links:
        found += [link.href, link.text]
    return found


def test_a_document_weighs_no_less_than_what_it_comes_to_hold() -> None:
    for source in sample_texts().values():
        document = read(source)
        assert sum(map(getsizeof, strings_of(document))) < weight(document)
