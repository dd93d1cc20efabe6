from hypothesis import given
from hypothesis import strategies as st

from gql_content.library import overlay_map
from gql_content.library.overlay_map import Layered

KEYS = st.integers(0, 12)
STEPS = st.lists(st.tuples(st.dictionaries(KEYS, st.integers(), max_size=4), st.sets(KEYS)))


def follow(
    first: dict[int, int], steps: list[tuple[dict[int, int], set[int]]]
) -> list[tuple[Layered[int, int], dict[int, int]]]:
    """The mapping after each step, and what it should be."""
    made = [(Layered(dict(first)), first)]
    for put, removed in steps:
        before, expected = made[-1]
        gone = {key for key in removed if key in expected and key not in put}
        kept = {key: value for key, value in expected.items() if key not in gone}
        made.append((before.changed(put, gone), {**kept, **put}))
    return made


@given(st.dictionaries(KEYS, st.integers()), STEPS)
def test_it_answers_as_a_dict_that_was_copied_for_each_change(
    first: dict[int, int], steps: list[tuple[dict[int, int], set[int]]]
) -> None:
    for mapping, expected in follow(first, steps):
        assert mapping == expected
        assert len(mapping) == len(expected)
        assert sorted(mapping) == sorted(expected)
        assert sorted(mapping.items()) == sorted(expected.items())
        assert sorted(mapping.values()) == sorted(expected.values())
        assert [mapping.get(key, "no") for key in range(13)] == [
            expected.get(key, "no") for key in range(13)
        ]
        assert [key in mapping for key in range(13)] == [key in expected for key in range(13)]


@given(st.dictionaries(KEYS, st.integers()), STEPS)
def test_it_names_all_keys_by_which_two_of_them_differ(
    first: dict[int, int], steps: list[tuple[dict[int, int], set[int]]]
) -> None:
    made = follow(first, steps)
    for before, expected_before in made:
        for after, expected_after in made:
            differing = {key for key, _ in expected_before.items() ^ expected_after.items()}
            assert differing <= set(after.keys_apart_from(before))


def test_a_small_change_of_many_keys_touches_few_of_them() -> None:
    before = Layered({key: key for key in range(100_000)})
    after = before.changed({7: 0}, [8])
    assert set(after.keys_apart_from(before)) == {7, 8}


def test_many_changes_do_not_pile_up() -> None:
    mapping = Layered(dict.fromkeys(range(10), 0))
    for number in range(3 * overlay_map.MOST_ABOVE):
        mapping = mapping.changed({number: 1}, [number - 1] if number else [])
        assert len(set(mapping.keys_apart_from(mapping))) <= overlay_map.MOST_ABOVE
    assert len(mapping) == 1
