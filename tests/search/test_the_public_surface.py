from gql_content import search


def test_the_public_names() -> None:
    assert search.__all__ == [
        "Hit",
        "HitKey",
        "SearchIndex",
        "SearchNotReadyError",
        "SearchResult",
        "index_fingerprint",
    ]


def test_the_error_has_a_code_and_the_progress() -> None:
    error = search.SearchNotReadyError(12_000, 35_915)
    assert error.code == "SEARCH_NOT_READY"
    assert (error.done, error.total) == (12_000, 35_915)
    assert "12,000 of 35,915" in str(error)
