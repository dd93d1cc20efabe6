"""Rules about fields."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import unquote

from rapidfuzz.distance import OSA

from gql_content.content import KNOWN_KEYS, make_default_url, resolve_key_group
from gql_content.dates import DateFormatError, format_date
from gql_content.model import Article
from gql_content.rules.checked_file import Finding, SourceFile
from gql_content.rules.site_context import LengthRange, RuleContext

__all__ = [
    "check_date_format",
    "check_file_name",
    "check_future_date",
    "check_missing_title",
    "check_seo_description",
    "check_seo_title",
    "check_stray_commas",
    "check_unknown_keys",
    "check_unknown_schema",
    "check_url_slug",
]


SAMPLE_DATE = date(2025, 2, 6)


def check_date_format(article: Article, _: RuleContext) -> Iterator[Finding]:
    """A `date_format` with tokens that moment.js does not have."""
    error_message = find_format_error((article.date_format or "").strip())
    if error_message is not None:
        remedy = "Correct it. Until then the site's default format is used."
        yield Finding(error_message, remedy, "date_format")


@lru_cache(maxsize=256)
def find_format_error(date_format: str) -> str | None:
    """Return the error in a format. Cached: nearly all articles share a few formats."""
    try:
        if date_format:
            format_date(SAMPLE_DATE, date_format)
    except DateFormatError as error:
        return str(error)
    return None


TIME_ZONE_TOLERANCE = timedelta(days=1)  # it may already be tomorrow elsewhere


def check_future_date(article: Article, context: RuleContext) -> Iterator[Finding]:
    """A date in the future. The article is served anyway."""
    if article.date is not None and article.date > context.today + TIME_ZONE_TOLERANCE:
        yield Finding(
            f"The date {article.date.isoformat()} is in the future; the article is served anyway.",
            "Correct the date, or add the file later.",
            "date",
        )


def check_file_name(article: Article, _: RuleContext) -> Iterator[Finding]:
    """A `file_name` that differs from the name of the file."""
    name = article.path.rpartition("/")[2]
    if article.file_name is not None and article.file_name.strip() != name:
        yield Finding(
            f"file_name is {article.file_name!r}, but the file is named {name!r}.",
            f"Write {name}, or rename the file.",
            "file_name",
        )


KEYWORDS_FIELD = "seo.page_keywords"
STRAY_SEPARATOR = re.compile(r"^\s*(?P<first>,)|,\s*(?P<double>,)|(?P<last>,)\s*$|[;，、]")


def check_stray_commas(file: SourceFile) -> Iterator[Finding]:
    """Keywords with a superfluous comma, or with another separator than a comma."""
    written = file.source_map.text(KEYWORDS_FIELD) or ""
    found = STRAY_SEPARATOR.search(written)
    if found is None:
        return
    if not found.lastgroup:
        message = f"The keywords are separated by {found[0]!r}, not by commas."
        yield Finding(message, "Separate keywords with commas.", KEYWORDS_FIELD, found.start())
    else:
        message = "There is a comma without a keyword."
        yield Finding(message, "Remove it.", KEYWORDS_FIELD, found.start(found.lastgroup))


KEY_SEPARATORS = re.compile(r"[-_ ]")
MIN_TYPO_CHARACTERS = 5  # in a shorter key one different letter is likely another word


def check_unknown_keys(file: SourceFile) -> Iterator[Finding]:
    """An unknown key that is similar to a known one: `noIndex` for `no_index`."""
    keys = file.source_map.keys
    for name in keys:
        parent, _, key = name.rpartition(".")
        known = KNOWN_KEYS.get(resolve_key_group(parent), frozenset[str]())
        if key in known or resolve_key_group(key) != key:
            continue
        suggestion = next((one for one in sorted(known) if is_typo(key, one)), None)
        if suggestion is not None:
            suggested_name = f"{parent}.{suggestion}" if parent else suggestion
            yield Finding(
                f"The key {key!r} is unknown. Did you mean {suggestion!r}?",
                f"Use {suggestion}."
                if suggested_name not in keys
                else f"Remove it: {suggestion} exists too.",
                name,
                of_key=True,
            )


def is_typo(written: str, suggestion: str) -> bool:
    """Whether a key is another one in another style, or with one typo. Plurals are not typos."""
    one, other = (KEY_SEPARATORS.sub("", key).casefold() for key in (written, suggestion))
    if one == other:
        return True
    if min(len(one), len(other)) < MIN_TYPO_CHARACTERS or one in (f"{other}s", other[:-1]):
        return False
    return OSA.distance(one, other, score_cutoff=1) == 1


def check_unknown_schema(article: Article, context: RuleContext) -> Iterator[Finding]:
    """A `_schema` that the configuration does not allow."""
    known, name = context.config.schemas, article.schema_name
    if known and name is not None and name not in known:
        yield Finding(
            f"The schema {name!r} is not one of this site.",
            f"Use one of: {', '.join(known)}.",
            "_schema",
        )


def check_url_slug(article: Article, _: RuleContext) -> Iterator[Finding]:
    """A url that does not end with the slug, the file name without its extension."""
    end = unquote(article.url.rstrip("/").rpartition("/")[2])
    if end not in (article.slug, "") and article.url != make_default_url(article.path):
        yield Finding(
            f"The url ends with {end!r}, but the file's slug is {article.slug!r}.",
            f"End the url with {article.slug}, or rename the file.",
            "url",
        )


TITLE_FIELDS = ("title", "question", "article_title")
MARKDOWN_HEADING = re.compile(r"^ {0,3}(?:#{1,6}[ \t]|[=-]+[ \t]*$)", re.MULTILINE)


def check_missing_title(file: SourceFile) -> Iterator[Finding]:
    """An article without title, question or heading, which is titled by its file name."""
    written = file.source_map
    if any((written.text(name) or "").strip() for name in TITLE_FIELDS):
        return
    if MARKDOWN_HEADING.search(written.body or "") is None:
        yield Finding(
            f"The article has no title; {written.article.title!r} is made of its file name.",
            "Add a field `title: …`.",
            "title" if "title" in written.keys else None,
        )


def check_seo_title(article: Article, context: RuleContext) -> Iterator[Finding]:
    """An SEO title that is too short or too long for search results."""
    if article.seo.title != article.title:
        yield from _check_length(
            "SEO title", article.seo.title, context.config.seo_title, "seo.title"
        )


def check_seo_description(article: Article, context: RuleContext) -> Iterator[Finding]:
    """An SEO description that is too short or too long for search results."""
    description = article.seo.page_description
    if description is not None:
        limits = context.config.seo_description
        yield from _check_length("description", description, limits, "seo.page_description")


def _check_length(name: str, text: str, limits: LengthRange, field: str) -> Iterator[Finding]:
    minimum, maximum = limits
    length = len(" ".join(text.split()))
    if not minimum <= length <= maximum:
        yield Finding(
            f"The {name} has {length} characters.",
            f"Use {minimum} to {maximum} characters: search engines truncate longer texts.",
            field,
        )
