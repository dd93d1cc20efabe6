"""The rules about content, one function each: what is wrong in files that can be read."""

from gql_content.checks.broken_links import path_of, target_of
from gql_content.checks.draft import LONGEST, Draft
from gql_content.checks.finding import Finding
from gql_content.checks.policy import Policy
from gql_content.checks.reference import (
    Reference,
    ReferenceKind,
    is_to_a_file,
    references_in,
)
from gql_content.checks.registry import ARTICLE_RULES, DRAFT_RULES, REFERENCE_RULES, RULES
from gql_content.checks.rule import ArticleRule, DraftRule, ReferenceRule, Rule, meaning_of
from gql_content.checks.site import Site

__all__ = [
    "ARTICLE_RULES",
    "DRAFT_RULES",
    "LONGEST",
    "REFERENCE_RULES",
    "RULES",
    "ArticleRule",
    "Draft",
    "DraftRule",
    "Finding",
    "Policy",
    "Reference",
    "ReferenceKind",
    "ReferenceRule",
    "Rule",
    "Site",
    "is_to_a_file",
    "meaning_of",
    "path_of",
    "references_in",
    "target_of",
]
