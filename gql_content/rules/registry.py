"""Rules by their codes, and the `.gql-content.toml` of a site."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from gql_content.errors import StartError
from gql_content.model import Article
from gql_content.rules.checked_file import Finding, Reference, SourceFile
from gql_content.rules.front_matter_rules import (
    check_date_format,
    check_file_name,
    check_future_date,
    check_missing_title,
    check_seo_description,
    check_seo_title,
    check_stray_commas,
    check_unknown_keys,
    check_unknown_schema,
    check_url_slug,
)
from gql_content.rules.link_rules import (
    check_broken_anchor,
    check_broken_link,
    check_image_alt,
    check_missing_image,
)
from gql_content.rules.site_context import RuleConfig, RuleContext
from gql_content.rules.site_rules import (
    check_duplicate_title,
    check_related_id,
    check_related_subject,
    check_related_title,
    check_related_url,
    check_similar_names,
    check_subject_folder,
    check_subject_spelling,
)
from gql_content.rules.text_rules import (
    check_decoded_escapes,
    check_empty_answer,
    check_long_text,
    check_open_code_fence,
    check_removed_html,
    check_unbalanced_math,
)

__all__ = [
    "ARTICLE_RULES",
    "FILE_RULES",
    "REFERENCE_RULES",
    "RULES",
    "RULE_CONFIG_FILE",
    "ArticleRule",
    "FileRule",
    "ReferenceRule",
    "Rule",
    "describe_rule",
    "read_rule_config",
    "validate_rule_code",
]


class FileRule(Struct, frozen=True):
    """Checks one file only, so its findings are valid as long as the bytes are the same."""

    code: str
    check: Callable[[SourceFile], Iterable[Finding]]


class ArticleRule(Struct, frozen=True):
    """Checks an article in the context of all others."""

    code: str
    check: Callable[[Article, RuleContext], Iterable[Finding]]


class ReferenceRule(Struct, frozen=True):
    """Checks the target of a link or image. Findings have the position of the reference."""

    code: str
    check: Callable[[Reference, Article, RuleContext], Iterable[Finding]]


Rule = FileRule | ArticleRule | ReferenceRule


def describe_rule(rule: Rule) -> str:
    """Return the first paragraph of the docstring of a rule's function."""
    return " ".join((rule.check.__doc__ or "").split("\n\n")[0].split())


FILE_RULES = (
    FileRule("DECODED_ESCAPE", check_decoded_escapes),
    FileRule("EMPTY_ANSWER", check_empty_answer),
    FileRule("IMAGE_WITHOUT_ALT", check_image_alt),
    FileRule("LONG_TEXT", check_long_text),
    FileRule("MISSING_TITLE", check_missing_title),
    FileRule("OPEN_CODE_FENCE", check_open_code_fence),
    FileRule("REMOVED_HTML", check_removed_html),
    FileRule("STRAY_COMMA", check_stray_commas),
    FileRule("UNBALANCED_MATH", check_unbalanced_math),
    FileRule("UNKNOWN_KEY", check_unknown_keys),
)
ARTICLE_RULES = (
    ArticleRule("BAD_DATE_FORMAT", check_date_format),
    ArticleRule("DUPLICATE_TITLE", check_duplicate_title),
    ArticleRule("FILE_NAME_DIFFERS", check_file_name),
    ArticleRule("FUTURE_DATE", check_future_date),
    ArticleRule("RELATED_ID_UNKNOWN", check_related_id),
    ArticleRule("RELATED_SUBJECT_OUTDATED", check_related_subject),
    ArticleRule("RELATED_TITLE_OUTDATED", check_related_title),
    ArticleRule("RELATED_URL_UNKNOWN", check_related_url),
    ArticleRule("SEO_DESCRIPTION_LENGTH", check_seo_description),
    ArticleRule("SEO_TITLE_LENGTH", check_seo_title),
    ArticleRule("SIMILAR_NAMES", check_similar_names),
    ArticleRule("SUBJECT_NOT_OF_FOLDER", check_subject_folder),
    ArticleRule("SUBJECT_SPELLING", check_subject_spelling),
    ArticleRule("UNKNOWN_SCHEMA", check_unknown_schema),
    ArticleRule("URL_WITHOUT_SLUG", check_url_slug),
)
REFERENCE_RULES = (
    ReferenceRule("BROKEN_ANCHOR", check_broken_anchor),
    ReferenceRule("BROKEN_LINK", check_broken_link),
    ReferenceRule("MISSING_IMAGE", check_missing_image),
)

RULES: Mapping[str, Rule] = {
    rule.code: rule
    for rule in sorted((*FILE_RULES, *ARTICLE_RULES, *REFERENCE_RULES), key=lambda rule: rule.code)
}

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
