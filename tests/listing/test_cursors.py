import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gql_content.errors import BadCursor
from gql_content.library import Library
from gql_content.model import Article
from gql_content.query import EVERYTHING, Order, OrderKey, Sort, Window, list_articles
from gql_content.query.orders import decode_cursor, encode_cursor, sort_key
from tests.articles import article, libraries, library_of
from tests.listing.asking import every, orders, term

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

DATE = (term(OrderKey.DATE),)
TITLE = (term(OrderKey.TITLE),)
SCORE = (term(OrderKey.SCORE),)
WORDS = (term(OrderKey.WORD_COUNT),)
LIBRARY = library_of(
    article("a.md", title="A", score=1.0), article("b.md", title="B", word_count=300)
)


def packed(content: Json | bytes) -> str:
    """A cursor with any content."""
    written = content if isinstance(content, bytes) else json.dumps(content).encode()
    return urlsafe_b64encode(written).decode().rstrip("=")


def content(cursor: str) -> list[Json]:
    return json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))


def cursor_of(one: Article, order: Order) -> str:
    return encode_cursor(sort_key(one, order), order)


def after(cursor: str, order: Order = DATE) -> list[Article]:
    window = Window(size=100, after=cursor)
    return list(list_articles(LIBRARY, EVERYTHING, order, window).articles)


@given(libraries(), orders())
def test_the_cursor_of_any_article_leads_back_to_its_place(library: Library, order: Order) -> None:
    whole = list_articles(library, EVERYTHING, order, Window(size=100))
    for place, one in enumerate(whole.articles):
        cursor = whole.cursor(one)
        assert decode_cursor(cursor, whole.order) == sort_key(one, whole.order)
        following = list_articles(library, EVERYTHING, order, Window(size=100, after=cursor))
        assert following.articles == whole.articles[place + 1 :]
        before = list_articles(library, EVERYTHING, order, Window(size=100, before=cursor))
        assert before.articles == whole.articles[:place]


@given(libraries(), orders())
def test_a_cursor_can_be_put_into_a_url_as_it_is(library: Library, order: Order) -> None:
    whole = list_articles(library, EVERYTHING, order, Window(size=100))
    allowed = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert all(set(whole.cursor(one)) <= allowed for one in whole.articles)


SHAPELESS = [
    "",
    "=",
    "====",
    "a",
    "é",
    "\ud800",
    "no cursor",
    packed(b""),
    packed(b"\xff"),
    packed(b'"\xff"'),
    packed(b"["),
    packed(b"[]"),
    packed(b"{}"),
    packed(b"null"),
    packed(b"[NaN]"),
    packed(b"[1e999]"),
    packed(b"[" * 4_000),
    packed(b"[" + b"9" * 5_000 + b"]"),
    packed(b'["date:asc",1,"\\ud800"]'),
    packed(["date:asc", 1, ["/a"]]),
    packed(["date:asc", {"a": 1}, "/a"]),
]


@pytest.mark.parametrize("cursor", SHAPELESS)
def test_junk_is_no_cursor_and_the_message_says_what_is_one(cursor: str) -> None:
    with pytest.raises(BadCursor, match="pageInfo or an edge") as caught:
        after(cursor)
    assert caught.value.code == "BAD_CURSOR"


@pytest.mark.parametrize(
    ("order", "key"),
    [
        (DATE, ["2025-02-06", "/a"]),
        (DATE, [1.5, "/a"]),
        (DATE, [True, "/a"]),
        (DATE, [1, None]),
        (DATE, [1, 2]),
        (DATE, [1]),
        (DATE, []),
        (DATE, ["/a"]),
        (DATE, [1, "/a", "/a"]),
        (TITLE, [1, "/a"]),
        (TITLE, [False, "/a"]),
        (SCORE, ["1", "/a"]),
        (SCORE, [False, "/a"]),
        (SCORE, [1.0, True]),
        (WORDS, ["1", "/a"]),
        (WORDS, [1.0, "/a"]),
        (WORDS, [False, "/a"]),
        ((term(OrderKey.URL),), [1, "/a"]),
        ((term(OrderKey.SUBJECT),), [1, "/a"]),
        ((*DATE, *SCORE), [1.0, 1, "/a"]),
    ],
)
def test_a_cursor_whose_key_was_tampered_with_is_refused(order: Order, key: list[Json]) -> None:
    signature = content(cursor_of(article("a.md"), order))[0]
    with pytest.raises(BadCursor, match="has been changed: pass on a cursor as it was given"):
        after(packed([signature, *key]), order)


@given(orders(), orders())
def test_a_cursor_of_another_order_is_refused(one: Order, other: Order) -> None:
    cursor = list_articles(LIBRARY, EVERYTHING, one).cursor(LIBRARY.articles["a.md"])
    used = list_articles(LIBRARY, EVERYTHING, other).order
    if used == list_articles(LIBRARY, EVERYTHING, one).order:
        assert decode_cursor(cursor, used) == sort_key(LIBRARY.articles["a.md"], used)
    else:
        with pytest.raises(BadCursor, match="another orderBy"):
            after(cursor, other)


def test_the_other_way_round_is_another_order() -> None:
    cursor = cursor_of(LIBRARY.articles["a.md"], DATE)
    for sort in (Sort.DESC, Sort.ASC_NULLS_LAST, Sort.DESC_NULLS_LAST):
        with pytest.raises(BadCursor, match="another orderBy"):
            after(cursor, (term(OrderKey.DATE, sort),))


def test_a_cursor_that_is_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadCursor, match=r"at most \d+ characters"):
        after("A" * 1_000_000)


def test_a_message_repeats_no_more_than_the_beginning_of_a_long_cursor() -> None:
    with pytest.raises(BadCursor) as caught:
        after("A" * 5_000)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "one",
    [
        article("b.md", title="x" * 20_000),
        article("b.md", title="\U0001f600" * 5_000),
        article("b.md", title="\x01" * 9_000),
        article("b.md", subject="s" * 20_000),
        article("b.md", url="/" + "ä" * 5_000),
    ],
    ids=["title", "smileys", "control characters", "subject", "url"],
)
def test_every_cursor_that_is_given_out_is_taken_back_however_long_the_key(one: Article) -> None:
    library = library_of(article("a.md", title="a", url="/"), one, article("c.md", title="zz"))
    for key in (OrderKey.TITLE, OrderKey.SUBJECT, OrderKey.URL):
        order = (term(key, Sort.ASC_NULLS_LAST),)
        whole = every(library, order=order)
        following = Window(size=100, after=cursor_of(one, order))
        found = list_articles(library, EVERYTHING, order, following).articles
        assert list(found) == whole[whole.index(one) + 1 :]


def answers_or_refuses(cursor: str, order: Order) -> None:
    """Anything but `BadCursor` is raised on; an answer is the one or the other end of the list."""
    whole = tuple(every(LIBRARY, order=order))
    try:
        key = decode_cursor(cursor, list_articles(LIBRARY, EVERYTHING, order).order)
        follow = list_articles(LIBRARY, EVERYTHING, order, Window(size=100, after=cursor))
        precede = list_articles(LIBRARY, EVERYTHING, order, Window(size=100, before=cursor))
    except BadCursor:
        return
    assert not any(isinstance(value, bool) for value in key)
    assert follow.articles == whole[len(whole) - len(follow.articles) :]
    assert precede.articles == whole[: len(precede.articles)]


@given(st.text(), orders())
def test_any_text_is_a_cursor_or_a_bad_cursor(cursor: str, order: Order) -> None:
    answers_or_refuses(cursor, order)


@given(st.binary(), orders())
def test_any_bytes_in_a_cursor_make_a_cursor_or_a_bad_one(written: bytes, order: Order) -> None:
    answers_or_refuses(packed(written), order)


SCALARS: st.SearchStrategy[Json] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
)
JSON: st.SearchStrategy[Json] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3), max_leaves=5
)


@given(JSON, orders())
def test_any_json_in_a_cursor_makes_a_cursor_or_a_bad_one(inside: Json, order: Order) -> None:
    answers_or_refuses(packed(inside), order)


@settings(max_examples=300)
@given(st.lists(SCALARS, max_size=4), orders())
def test_any_key_under_the_right_signature_makes_a_cursor_or_a_bad_one(
    key: list[Json], order: Order
) -> None:
    right = list_articles(LIBRARY, EVERYTHING, order)
    signature = content(right.cursor(LIBRARY.articles["a.md"]))[0]
    answers_or_refuses(packed([signature, *key]), order)


@given(st.integers(10**17, 10**400), st.booleans())
def test_numbers_beyond_measure_are_refused_or_stand_at_an_end(size: int, negative: bool) -> None:
    number = -size if negative else size
    for order in (DATE, SCORE, WORDS):
        signature = content(cursor_of(article("a.md"), order))[0]
        answers_or_refuses(packed([signature, number, "/a"]), order)


def test_a_null_in_a_key_is_a_place_in_the_list_like_any_other() -> None:
    order = (term(OrderKey.SCORE, Sort.ASC_NULLS_LAST),)
    signature = content(cursor_of(article("a.md"), order))[0]
    assert [one.slug for one in after(packed([signature, None, "/a"]), order)] == ["b"]
    assert after(packed([signature, None, "/b"]), order) == []
