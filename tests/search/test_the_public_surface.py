from gql_content import search


def test_the_room_exports_this_and_nothing_else() -> None:
    assert search.__all__ == [
        "Found",
        "Hit",
        "HitKey",
        "SearchIndex",
        "SearchNotReady",
        "made_by",
    ]


def test_the_error_carries_its_code_and_how_far_the_index_is() -> None:
    error = search.SearchNotReady(12_000, 35_915)
    assert error.code == "SEARCH_NOT_READY"
    assert (error.done, error.total) == (12_000, 35_915)
    assert "12,000 of 35,915" in str(error)
