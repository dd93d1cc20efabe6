import os
from contextlib import suppress
from hashlib import sha256

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.content import parse
from gql_content.files import Loaded, Stamp, stamp_of
from gql_content.library import Entry
from gql_content.model import Article, Problem, RelatedLink, SavedLinks
from gql_content.sources import Columns, decode, encode
from tests.articles import outdated
from tests.folder import article
from tests.loading.unhurried import UNHURRIED
from tests.loading.values import files

FIELDS = {
    "title": "The title",
    "author": "The one who writes",
    "subject": "Computer Science",
    "date": "2025-02-06",
    "seo": {"page_keywords": ["long enough", "to be an object"]},
    "related_article1": {"title": "Another", "url": "/another"},
    "score": 4.5,
}
NO = None, None
DOCUMENTED = (msgspec.DecodeError, ValueError, IndexError)


def load(path: str, text: str) -> Loaded:
    data = text.encode()
    parsed = parse(path, data)
    digest = sha256(data).digest()
    return Loaded(path, Stamp(len(data), 1, 2, 3), Entry(digest, parsed.article, parsed.problems))


def article_in(one: Loaded) -> Article:
    assert one.entry.article is not None
    return one.entry.article


@UNHURRIED
@given(files())
def test_whatever_is_written_is_read_again(written: list[Loaded]) -> None:
    assert decode(encode(written), {}) == written


def test_nothing_is_written_as_nothing() -> None:
    assert decode(encode([]), {}) == []


def test_a_last_good_version_stays_older_than_its_file() -> None:
    good = article_in(load("a.md", article(FIELDS)))
    problem = Problem("a.md", "BAD_YAML", "No.", "Yes.", line=3, column=4)
    stale = Loaded("a.md", Stamp(1, 2, 3), Entry(b"n" * 32, outdated(good), (problem,)))
    [found] = decode(encode([stale]), {})
    assert found == stale
    assert found.entry.is_stale
    assert article_in(found).source.digest == good.source.digest != found.entry.digest


def test_the_stamp_of_a_file_with_the_largest_inode_can_be_written() -> None:
    status = os.stat_result((0o100644, (1 << 64) - 1, *[0] * (os.stat_result.n_fields - 2)))
    loaded = Loaded("a.md", stamp_of(status), Entry(b"d" * 32, None))
    assert decode(encode([loaded]), {}) == [loaded]


def test_equal_texts_become_one_object() -> None:
    one, other = (load(path, article(FIELDS)) for path in ("a.md", "b.md"))
    first, second = map(article_in, decode(encode([one, other]), {}))
    assert first.author is second.author
    assert first.subject_name is second.subject_name
    assert first.seo.keyword_lines is second.seo.keyword_lines
    assert first.related[0].title is second.related[0].title
    assert first.date is second.date
    assert first.score is second.score


def test_equal_texts_become_one_object_over_several_readings() -> None:
    strings: dict[str, str] = {}
    [first] = decode(encode([load("a.md", article(FIELDS))]), strings)
    [second] = decode(encode([load("b.md", article(FIELDS))]), strings)
    assert article_in(first).author is article_in(second).author
    assert first.path is strings["a.md"]


def test_links_are_read_when_asked_for_and_keep_no_other_texts_alive() -> None:
    one, other = (load(path, article(FIELDS)) for path in ("a.md", "b.md"))
    [found, _] = map(article_in, decode(encode([one, other])))
    assert found.related == article_in(one).related == (RelatedLink("Another", "/another", *NO),)
    assert found == article_in(one)
    assert article_in(one) == found
    assert hash(found) == hash(article_in(one))
    assert isinstance(found.related_links, SavedLinks)
    assert len(found.related_links) == 1
    assert {*found.related_links.texts.all()} == {"Another", "/another", None}


def test_each_text_is_written_once() -> None:
    one = encode([load("0.md", article(FIELDS))])
    many = encode([load(f"{number}.md", article(FIELDS)) for number in range(50)])
    assert many.count(b"The one who writes") == one.count(b"The one who writes") == 1


@UNHURRIED
@given(st.binary())
def test_junk_is_refused(junk: bytes) -> None:
    with pytest.raises(DOCUMENTED):
        decode(junk, {})


@UNHURRIED
@given(files(), st.data())
def test_a_damaged_snapshot_is_read_wrongly_or_refused_but_never_breaks(
    written: list[Loaded], data: st.DataObject
) -> None:
    whole = bytearray(encode(written))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    with suppress(*DOCUMENTED):
        decode(bytes(whole), {})


@UNHURRIED
@given(files(), st.data())
def test_columns_that_do_not_fit_together_are_refused_or_harmless(
    written: list[Loaded], data: st.DataObject
) -> None:
    columns = msgspec.msgpack.decode(encode(written))
    place = data.draw(st.integers(0, len(columns) - 1))
    columns[place] = data.draw(
        st.sampled_from(columns)
        | st.binary(max_size=20)
        | st.lists(st.binary(max_size=8), max_size=13)
        | st.lists(st.none() | st.text(max_size=3), max_size=3)
    )
    with suppress(*DOCUMENTED):
        decode(msgspec.msgpack.encode(columns), {})


def test_a_snapshot_with_a_column_too_few_is_refused() -> None:
    columns = msgspec.msgpack.decode(encode([load("a.md", article(FIELDS))]), type=Columns)
    columns.seo_texts.pop()
    with pytest.raises(DOCUMENTED):
        decode(msgspec.msgpack.encode(columns), {})


def test_a_snapshot_with_a_link_too_few_is_refused() -> None:
    columns = msgspec.msgpack.decode(encode([load("a.md", article(FIELDS))]), type=Columns)
    columns.links = b""
    with pytest.raises(DOCUMENTED):
        decode(msgspec.msgpack.encode(columns), {})


def test_a_snapshot_with_an_article_too_few_is_refused() -> None:
    columns = msgspec.msgpack.decode(encode([load("a.md", article(FIELDS))]), type=Columns)
    columns.flags = b""
    with pytest.raises(DOCUMENTED):
        decode(msgspec.msgpack.encode(columns), {})
