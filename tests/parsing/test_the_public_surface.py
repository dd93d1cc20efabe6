from gql_content import content
from gql_content.content import compute_parser_version, make_default_url, slugify_subject


def test_the_public_surface_is_this_list() -> None:
    assert content.__all__ == [
        "BODY",
        "KNOWN_KEYS",
        "ParseResult",
        "Position",
        "SourceMap",
        "compute_parser_version",
        "make_default_url",
        "parse",
        "read_source_map",
        "read_texts",
        "resolve_key_group",
        "slugify_subject",
    ]


def test_the_parser_version_is_a_stable_digest() -> None:
    assert compute_parser_version() == compute_parser_version()
    assert len(bytes.fromhex(compute_parser_version())) == 32


def test_spellings_of_a_subject_have_one_slug() -> None:
    assert slugify_subject("Computer Science") == "computer-science"
    assert slugify_subject("Computer science") == "computer-science"
    assert slugify_subject("计算机 科学") == "计算机-科学"


def test_the_default_url_is_the_path() -> None:
    assert make_default_url("learn/physics/light.md") == "/learn/physics/light"
    assert make_default_url("light.md") == "/light"
    assert make_default_url("v1.2.md") == "/v1.2"
    assert make_default_url("posts/index.md") == "/posts"
    assert make_default_url("index.md") == "/"
