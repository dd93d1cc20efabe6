from pathlib import Path

import pytest

from gql_content.checking import POLICY_FILE, read_policy
from gql_content.checks import Policy
from gql_content.errors import StartError


def test_a_site_without_a_policy_has_the_usual_one(tmp_path: Path) -> None:
    assert read_policy(tmp_path) == Policy()


def test_a_policy_stands_in_the_content_root(tmp_path: Path) -> None:
    (tmp_path / POLICY_FILE).write_text('ignore = ["BROKEN_LINK"]\nseo_title = [1, 60]\n', "utf-8")
    policy = read_policy(tmp_path, ("STRAY_COMMA", "BROKEN_LINK"))
    assert policy.ignore == ("BROKEN_LINK", "STRAY_COMMA")
    assert policy.seo_title == (1, 60)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ignore = [", POLICY_FILE),
        ('ignroe = ["BROKEN_LINK"]', "ignroe"),
        ("seo_title = 5", "seo_title"),
        ('ignore = ["BROKEN_LINKS"]', "Did you mean BROKEN_LINK?"),
        ('ignore = ["x"]', "--rules"),
    ],
)
def test_a_mistake_in_a_policy_is_told(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / POLICY_FILE).write_text(written, encoding="utf-8")
    with pytest.raises(StartError, match=said.replace("?", r"\?").replace(".", r"\.")):
        read_policy(tmp_path)
