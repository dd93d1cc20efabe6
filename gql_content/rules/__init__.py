"""The content rules, one function each. They report problems in files that can be parsed."""

from gql_content.rules.checked_file import (
    MAX_CHECKED_CHARACTERS,
    Finding,
    Reference,
    ReferenceKind,
    SourceFile,
    find_references,
    is_file_reference,
)
from gql_content.rules.findings_cache import FindingsCache, get_findings_path
from gql_content.rules.link_rules import resolve_path, resolve_target
from gql_content.rules.registry import (
    ARTICLE_RULES,
    FILE_RULES,
    REFERENCE_RULES,
    RULE_CONFIG_FILE,
    RULES,
    ArticleRule,
    FileRule,
    ReferenceRule,
    Rule,
    describe_rule,
    read_rule_config,
    validate_rule_code,
)
from gql_content.rules.rule_engine import Findings, RuleEngine
from gql_content.rules.site_context import RuleConfig, RuleContext

__all__ = [
    "ARTICLE_RULES",
    "FILE_RULES",
    "MAX_CHECKED_CHARACTERS",
    "REFERENCE_RULES",
    "RULES",
    "RULE_CONFIG_FILE",
    "ArticleRule",
    "FileRule",
    "Finding",
    "Findings",
    "FindingsCache",
    "Reference",
    "ReferenceKind",
    "ReferenceRule",
    "Rule",
    "RuleConfig",
    "RuleContext",
    "RuleEngine",
    "SourceFile",
    "describe_rule",
    "find_references",
    "get_findings_path",
    "is_file_reference",
    "read_rule_config",
    "resolve_path",
    "resolve_target",
    "validate_rule_code",
]
