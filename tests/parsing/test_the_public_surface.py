from gql_content import parsing
from gql_content.parsing import default_url, parser_version, subject_slug


def test_the_public_surface_is_this_list() -> None:
    assert parsing.__all__ == [
        "BODY",
        "KNOWN_KEYS",
        "Parsed",
        "Place",
        "Written",
        "default_url",
        "kind_of_key",
        "parse",
        "parser_version",
        "read_texts",
        "read_written",
        "subject_slug",
    ]


def test_the_parser_version_is_a_digest_that_stays_the_same() -> None:
    assert parser_version() == parser_version()
    assert len(bytes.fromhex(parser_version())) == 32


def test_spellings_of_a_subject_have_one_slug() -> None:
    assert subject_slug("Computer Science") == "computer-science"
    assert subject_slug("Computer science") == "computer-science"
    assert subject_slug("计算机 科学") == "计算机-科学"


def test_a_file_without_a_url_is_found_at_its_path() -> None:
    assert default_url("learn/physics/light.md") == "/learn/physics/light"
    assert default_url("light.md") == "/light"
    assert default_url("v1.2.md") == "/v1.2"
    assert default_url("posts/index.md") == "/posts"
    assert default_url("index.md") == "/"
