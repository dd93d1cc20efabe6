"""Front matter → Article."""

from gql_content.model import Article, RelatedLink, Seo, Severity, Source
from gql_content.parsing.dates import Moment
from gql_content.parsing.document import Document
from gql_content.parsing.fields import Fields
from gql_content.parsing.headings import first_heading
from gql_content.parsing.images import image_in
from gql_content.parsing.names import default_url, readable_stem, subject_of
from gql_content.parsing.texts import answer_in, body_in
from gql_content.rendering import internal_links_of, word_count_of

__all__ = ["article_of"]

_NO_MOMENT: tuple[None, None] = (None, None)


def article_of(path: str, source: Source, document: Document) -> Article:
    """The article a document makes; what is wrong with its fields is added to its faults."""
    fields = Fields.of(document.root, document.faults)
    article_title, question = fields.text("article_title"), fields.text("question")
    title = (
        fields.text("title")
        or question
        or article_title
        or first_heading(document.body)
        or readable_stem(path)
    )
    moment: Moment | tuple[None, None] = fields.moment("date") or _NO_MOMENT
    subject, subject_slug = _subject(fields)
    fields_of_seo = fields.mapping("seo")
    answer, body = answer_in(fields), body_in(document)
    texts = [text for text in (answer, body) if text is not None]
    return Article(
        path=path,
        source=source,
        url=_url(fields.text("url")) or default_url(path),
        article_id=fields.text("id"),
        schema_name=fields.text("_schema"),
        title=title,
        article_title=article_title,
        question=question,
        author=fields.text("author"),
        subject_name=subject,
        subject_slug=subject_slug,
        date=moment[0],
        published_at=moment[1],
        date_format=fields.text("date_format"),
        post_on_text=fields.text("post_on_text"),
        seo=_seo(fields, fields_of_seo, title),
        no_index=fields.boolean("no_index") or False,
        score=fields.number("score"),
        file_name=fields.text("file_name"),
        related_links=_related(fields),
        has_answer=answer is not None,
        has_body=body is not None,
        word_count=sum(map(word_count_of, texts)),
        image=image_in(fields, fields_of_seo),
        links=tuple(dict.fromkeys(link for text in texts for link in internal_links_of(text))),
    )


def _url(written: str | None) -> str | None:
    url = written.strip() if written else None
    if not url or url.startswith(("/", "https://", "http://")):
        return url
    return "/" + url


def _subject(fields: Fields) -> tuple[str | None, str | None]:
    written = fields.text("subject")
    if not written:
        return None, None
    name, slug = subject_of(written)
    if slug:
        return name, slug
    fields.add(
        "subject",
        code="BAD_SUBJECT",
        message=f"The subject {name!r} has no letter or digit, and the article is under none.",
        remedy="Name the subject in words.",
        severity=Severity.WARNING,
    )
    return None, None


def _seo(fields: Fields, seo: Fields, title: str) -> Seo:
    return Seo(
        title=seo.text("title") or title,
        page_description=seo.text("page_description") or fields.text("description"),
        keyword_lines="\n".join(seo.words("page_keywords")),
        canonical_url=seo.text("canonical_url")
        or seo.text("canonical")
        or fields.text("canonical"),
    )


def _related(fields: Fields) -> tuple[RelatedLink, ...]:
    links: list[RelatedLink] = []
    for link in fields.numbered("related_article"):
        title, url, article_id = link.text("title"), link.link("url"), link.text("id")
        subject = link.text("subject")
        if title or url or article_id or subject:
            name = subject_of(subject)[0] if subject else None
            links.append(RelatedLink(title, url, article_id, name))
    return tuple(links)
