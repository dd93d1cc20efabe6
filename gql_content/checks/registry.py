"""Every rule, by its code."""

from collections.abc import Mapping

from gql_content.checks.broken_links import broken_anchor, broken_link
from gql_content.checks.code_fences import open_code_fence
from gql_content.checks.date_format import date_format
from gql_content.checks.decoded_escapes import decoded_escapes
from gql_content.checks.duplicate_title import duplicate_title
from gql_content.checks.empty_answer import empty_answer
from gql_content.checks.file_name import file_name
from gql_content.checks.future_date import future_date
from gql_content.checks.image_alt import image_alt
from gql_content.checks.long_text import long_text
from gql_content.checks.math import unbalanced_math
from gql_content.checks.missing_image import missing_image
from gql_content.checks.missing_title import missing_title
from gql_content.checks.related_targets import (
    related_id,
    related_subject,
    related_title,
    related_url,
)
from gql_content.checks.removed_html import html_that_is_removed
from gql_content.checks.rule import ArticleRule, DraftRule, ReferenceRule, Rule
from gql_content.checks.seo_lengths import seo_description, seo_title
from gql_content.checks.similar_names import similar_names
from gql_content.checks.stray_commas import stray_commas
from gql_content.checks.subject_folder import subject_folder
from gql_content.checks.subject_spelling import subject_spelling
from gql_content.checks.unknown_keys import unknown_keys
from gql_content.checks.unknown_schema import unknown_schema
from gql_content.checks.url_slug import url_slug

__all__ = ["ARTICLE_RULES", "DRAFT_RULES", "REFERENCE_RULES", "RULES"]

DRAFT_RULES = (
    DraftRule("DECODED_ESCAPE", decoded_escapes),
    DraftRule("EMPTY_ANSWER", empty_answer),
    DraftRule("IMAGE_WITHOUT_ALT", image_alt),
    DraftRule("LONG_TEXT", long_text),
    DraftRule("MISSING_TITLE", missing_title),
    DraftRule("OPEN_CODE_FENCE", open_code_fence),
    DraftRule("REMOVED_HTML", html_that_is_removed),
    DraftRule("STRAY_COMMA", stray_commas),
    DraftRule("UNBALANCED_MATH", unbalanced_math),
    DraftRule("UNKNOWN_KEY", unknown_keys),
)
ARTICLE_RULES = (
    ArticleRule("BAD_DATE_FORMAT", date_format),
    ArticleRule("DUPLICATE_TITLE", duplicate_title),
    ArticleRule("FILE_NAME_DIFFERS", file_name),
    ArticleRule("FUTURE_DATE", future_date),
    ArticleRule("RELATED_ID_UNKNOWN", related_id),
    ArticleRule("RELATED_SUBJECT_OUTDATED", related_subject),
    ArticleRule("RELATED_TITLE_OUTDATED", related_title),
    ArticleRule("RELATED_URL_UNKNOWN", related_url),
    ArticleRule("SEO_DESCRIPTION_LENGTH", seo_description),
    ArticleRule("SEO_TITLE_LENGTH", seo_title),
    ArticleRule("SIMILAR_NAMES", similar_names),
    ArticleRule("SUBJECT_NOT_OF_FOLDER", subject_folder),
    ArticleRule("SUBJECT_SPELLING", subject_spelling),
    ArticleRule("UNKNOWN_SCHEMA", unknown_schema),
    ArticleRule("URL_WITHOUT_SLUG", url_slug),
)
REFERENCE_RULES = (
    ReferenceRule("BROKEN_ANCHOR", broken_anchor),
    ReferenceRule("BROKEN_LINK", broken_link),
    ReferenceRule("MISSING_IMAGE", missing_image),
)

RULES: Mapping[str, Rule] = {
    rule.code: rule
    for rule in sorted((*DRAFT_RULES, *ARTICLE_RULES, *REFERENCE_RULES), key=lambda one: one.code)
}
