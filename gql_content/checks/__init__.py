"""The content rules, one function each. They report problems in files that can be parsed."""

from gql_content.checks.broken_links import resolve_path, resolve_target
from gql_content.checks.draft import MAX_CHECKED_CHARACTERS, SourceFile
from gql_content.checks.finding import Finding
from gql_content.checks.policy import RuleConfig
from gql_content.checks.reference import (
    Reference,
    ReferenceKind,
    find_references,
    is_file_reference,
)
from gql_content.checks.registry import ARTICLE_RULES, FILE_RULES, REFERENCE_RULES, RULES
from gql_content.checks.rule import ArticleRule, FileRule, ReferenceRule, Rule, describe_rule
from gql_content.checks.site import RuleContext

__all__ = [
    "ARTICLE_RULES",
    "FILE_RULES",
    "MAX_CHECKED_CHARACTERS",
    "REFERENCE_RULES",
    "RULES",
    "ArticleRule",
    "FileRule",
    "Finding",
    "Reference",
    "ReferenceKind",
    "ReferenceRule",
    "Rule",
    "RuleConfig",
    "RuleContext",
    "SourceFile",
    "describe_rule",
    "find_references",
    "is_file_reference",
    "resolve_path",
    "resolve_target",
]
