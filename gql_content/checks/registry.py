"""All rules, by code."""

from collections.abc import Mapping

from gql_content.checks.broken_links import check_broken_anchor, check_broken_link
from gql_content.checks.code_fences import check_open_code_fence
from gql_content.checks.date_format import check_date_format
from gql_content.checks.decoded_escapes import check_decoded_escapes
from gql_content.checks.duplicate_title import check_duplicate_title
from gql_content.checks.empty_answer import check_empty_answer
from gql_content.checks.file_name import check_file_name
from gql_content.checks.future_date import check_future_date
from gql_content.checks.image_alt import check_image_alt
from gql_content.checks.long_text import check_long_text
from gql_content.checks.math import check_unbalanced_math
from gql_content.checks.missing_image import check_missing_image
from gql_content.checks.missing_title import check_missing_title
from gql_content.checks.related_targets import (
    check_related_id,
    check_related_subject,
    check_related_title,
    check_related_url,
)
from gql_content.checks.removed_html import check_removed_html
from gql_content.checks.rule import ArticleRule, FileRule, ReferenceRule, Rule
from gql_content.checks.seo_lengths import check_seo_description, check_seo_title
from gql_content.checks.similar_names import check_similar_names
from gql_content.checks.stray_commas import check_stray_commas
from gql_content.checks.subject_folder import check_subject_folder
from gql_content.checks.subject_spelling import check_subject_spelling
from gql_content.checks.unknown_keys import check_unknown_keys
from gql_content.checks.unknown_schema import check_unknown_schema
from gql_content.checks.url_slug import check_url_slug

__all__ = ["ARTICLE_RULES", "FILE_RULES", "REFERENCE_RULES", "RULES"]

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
