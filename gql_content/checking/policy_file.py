"""The configuration of the rules, a file in the content root."""

from pathlib import Path

import msgspec
from msgspec.structs import replace

from gql_content.checks import RULES, RuleConfig
from gql_content.errors import StartError

__all__ = ["RULE_CONFIG_FILE", "read_rule_config", "validate_rule_code"]

RULE_CONFIG_FILE = ".gql-content.toml"


def read_rule_config(root: Path, ignore: tuple[str, ...] = ()) -> RuleConfig:
    """Read the configuration, if there is one, and add codes to ignore.

    Raises `StartError` if it cannot be read, is invalid, or has the code of no rule.
    """
    config = parse_rule_config(root / RULE_CONFIG_FILE)
    config = replace(config, ignore=tuple(dict.fromkeys((*config.ignore, *ignore))))
    for code in config.ignore:
        validate_rule_code(code)
    return config


def parse_rule_config(file: Path) -> RuleConfig:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return RuleConfig()
    except OSError as error:
        raise StartError(f"{RULE_CONFIG_FILE} cannot be read: {error.strerror}.") from None
    try:
        return msgspec.toml.decode(data, type=RuleConfig)
    except (msgspec.MsgspecError, ValueError) as error:
        raise StartError(f"{RULE_CONFIG_FILE}: {error}.") from None


def validate_rule_code(code: str) -> None:
    """Raise `StartError` if no rule has this code."""
    if code in RULES:
        return
    # Imported late: only errors need it.
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    match = extractOne(code.upper(), RULES.keys(), scorer=ratio, score_cutoff=60)
    hint = f"Did you mean {match[0]}?" if match else "See gql-content check --rules."
    raise StartError(f"No rule has the code {code}. {hint}")
