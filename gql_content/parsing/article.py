"""Builds an `Article` from front matter and body."""

from gql_content.model import Article, RelatedLink, Seo, Severity, Source
from gql_content.parsing.dates import Timestamp
from gql_content.parsing.document import ParsedFile
from gql_content.parsing.fields import Fields
from gql_content.parsing.headings import find_first_heading
from gql_content.parsing.images import find_image
from gql_content.parsing.names import humanize_file_name, make_default_url, parse_subject
from gql_content.parsing.texts import extract_answer, extract_body
from gql_content.rendering import count_words, find_internal_links

__all__ = ["build_article"]

_NO_TIMESTAMP: tuple[None, None] = (None, None)


def build_article(path: str, source: Source, file: ParsedFile) -> Article:
    """Build the article of a parsed file. Appends issues with its fields to `file.issues`."""
    fields = Fields.of(file.root, file.issues)
    article_title, question = fields.read_text("article_title"), fields.read_text("question")
    title = (
        fields.read_text("title")
        or question
        or article_title
        or find_first_heading(file.body)
        or humanize_file_name(path)
    )
    timestamp: Timestamp | tuple[None, None] = fields.read_timestamp("date") or _NO_TIMESTAMP
    subject, subject_slug = _read_subject(fields)
    seo_fields = fields.read_mapping("seo")
    answer, body = extract_answer(fields), extract_body(file)
    texts = [text for text in (answer, body) if text is not None]
    return Article(
        path=path,
        source=source,
        url=_normalize_url(fields.read_text("url")) or make_default_url(path),
        article_id=fields.read_text("id"),
        schema_name=fields.read_text("_schema"),
        title=title,
        article_title=article_title,
        question=question,
        author=fields.read_text("author"),
        subject_name=subject,
        subject_slug=subject_slug,
        date=timestamp[0],
        published_at=timestamp[1],
        date_format=fields.read_text("date_format"),
        post_on_text=fields.read_text("post_on_text"),
        seo=_read_seo(fields, seo_fields, title),
        no_index=fields.read_boolean("no_index") or False,
        score=fields.read_number("score"),
        file_name=fields.read_text("file_name"),
        related_links=_read_related_links(fields),
        has_answer=answer is not None,
        has_body=body is not None,
        word_count=sum(map(count_words, texts)),
        image=find_image(fields, seo_fields),
        links=tuple(dict.fromkeys(link for text in texts for link in find_internal_links(text))),
    )


def _normalize_url(value: str | None) -> str | None:
    url = value.strip() if value else None
    if not url or url.startswith(("/", "https://", "http://")):
        return url
    return "/" + url


def _read_subject(fields: Fields) -> tuple[str | None, str | None]:
    value = fields.read_text("subject")
    if not value:
        return None, None
    name, slug = parse_subject(value)
    if slug:
        return name, slug
    fields.add_issue(
        "subject",
        code="BAD_SUBJECT",
        message=f"The subject {name!r} has no letter or digit, so the article has no subject.",
        remedy="Give the subject a name with letters or digits.",
        severity=Severity.WARNING,
    )
    return None, None


def _read_seo(fields: Fields, seo: Fields, title: str) -> Seo:
    return Seo(
        title=seo.read_text("title") or title,
        page_description=seo.read_text("page_description") or fields.read_text("description"),
        keyword_lines="\n".join(seo.read_strings("page_keywords")),
        canonical_url=seo.read_text("canonical_url")
        or seo.read_text("canonical")
        or fields.read_text("canonical"),
    )


def _read_related_links(fields: Fields) -> tuple[RelatedLink, ...]:
    links: list[RelatedLink] = []
    for link in fields.read_numbered("related_article"):
        title, url, article_id = (
            link.read_text("title"),
            link.read_link("url"),
            link.read_text("id"),
        )
        subject = link.read_text("subject")
        if title or url or article_id or subject:
            name = parse_subject(subject)[0] if subject else None
            links.append(RelatedLink(title, url, article_id, name))
    return tuple(links)
