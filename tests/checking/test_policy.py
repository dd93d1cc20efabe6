from pathlib import Path

import pytest

from gql_content.errors import StartError
from gql_content.rules import RULE_CONFIG_FILE, RuleConfig, read_rule_config


def test_without_a_file_the_configuration_is_the_default(tmp_path: Path) -> None:
    assert read_rule_config(tmp_path) == RuleConfig()


def test_the_configuration_is_in_the_content_root(tmp_path: Path) -> None:
    (tmp_path / RULE_CONFIG_FILE).write_text(
        'ignore = ["BROKEN_LINK"]\nseo_title = [1, 60]\n', "utf-8"
    )
    policy = read_rule_config(tmp_path, ("STRAY_COMMA", "BROKEN_LINK"))
    assert policy.ignore == ("BROKEN_LINK", "STRAY_COMMA")
    assert policy.seo_title == (1, 60)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ignore = [", RULE_CONFIG_FILE),
        ('ignroe = ["BROKEN_LINK"]', "ignroe"),
        ("seo_title = 5", "seo_title"),
        ('ignore = ["BROKEN_LINKS"]', "Did you mean BROKEN_LINK?"),
        ('ignore = ["x"]', "--rules"),
    ],
)
def test_an_invalid_configuration_is_an_error(tmp_path: Path, written: str, expected: str) -> None:
    (tmp_path / RULE_CONFIG_FILE).write_text(written, encoding="utf-8")
    with pytest.raises(StartError, match=expected.replace("?", r"\?").replace(".", r"\.")):
        read_rule_config(tmp_path)
