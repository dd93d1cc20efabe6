"""Runs the content rules over a folder: on all cores, cached by digest."""

from gql_content.checking.findings import Findings
from gql_content.checking.inspector import RuleEngine
from gql_content.checking.memory import FindingsCache, get_findings_path
from gql_content.checking.policy_file import RULE_CONFIG_FILE, read_rule_config, validate_rule_code

__all__ = [
    "RULE_CONFIG_FILE",
    "Findings",
    "FindingsCache",
    "RuleEngine",
    "get_findings_path",
    "read_rule_config",
    "validate_rule_code",
]
