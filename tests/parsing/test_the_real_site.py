"""Every file of a real site, compared with python-frontmatter's own result."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import cast

import frontmatter
import msgspec
import pytest
from slugify import slugify

from gql_content.content import make_default_url, parse, read_texts
from gql_content.model import Article, RelatedLink
from tests.needs import corpus

pytestmark = pytest.mark.corpus

Fields = Mapping[str, object]


@cache
def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.md"))
    }


@pytest.fixture(name="site")
def _site() -> dict[str, bytes]:
    return files(corpus("quicktakes"))


def test_every_file_is_an_article_without_a_problem(site: dict[str, bytes]) -> None:
    assert len(site) == 2030
    for path, data in site.items():
        parsed = parse(path, data)
        assert parsed.problems == (), path
        assert parsed.article is not None


def test_every_field_equals_python_frontmatters(site: dict[str, bytes]) -> None:
    for path, data in site.items():
        article = parse(path, data).article
        assert article is not None
        fields, body = frontmatter.parse(data.decode())
        assert_equal_fields(article, fields, path)
        assert article.has_body is (body not in ("", "&nbsp;")), path


def test_the_texts_equal_python_frontmatters(site: dict[str, bytes]) -> None:
    for path, data in site.items():
        article, texts = parse(path, data).article, read_texts(path, data)
        assert article is not None
        assert texts is not None
        fields, body = frontmatter.parse(data.decode())
        assert article.has_answer is (texts.answer is not None)
        assert article.has_body is (texts.body is not None)
        written = (text(fields, "answer") or "").replace("\\n", "\n")
        assert (texts.answer or "").replace("\\n", "\n") == written, path
        assert texts.body is None or texts.body.strip() == body, path
        assert msgspec.json.decode(texts.front_matter) == as_json(fields), path


def assert_equal_fields(article: Article, fields: Fields, path: str) -> None:
    seo = mapping(fields, "seo")
    title = text(fields, "title") or article.title
    keywords = [word.strip() for word in (text(seo, "page_keywords") or "").split(",")]
    subject = text(fields, "subject")
    expected = {
        "path": path,
        "url": text(fields, "url") or make_default_url(path),
        "article_id": text(fields, "id"),
        "schema_name": text(fields, "_schema"),
        "title": title,
        "article_title": text(fields, "article_title"),
        "question": text(fields, "question"),
        "author": text(fields, "author"),
        "subject_name": subject,
        "subject_slug": slugify(subject, allow_unicode=True) if subject else None,
        "date_format": text(fields, "date_format"),
        "post_on_text": text(fields, "post_on_text"),
        "no_index": fields.get("no_index", False),
        "score": fields.get("score"),
        "file_name": text(fields, "file_name"),
        "related": related(fields),
        "has_answer": bool(text(fields, "answer")),
    }
    for name, value in expected.items():
        assert getattr(article, name) == value, (path, name)
    assert (article.date, article.published_at) == moment(fields.get("date")), path
    assert article.seo.title == (text(seo, "title") or title), path
    description = text(seo, "page_description") or text(fields, "description")
    assert article.seo.page_description == description, path
    assert list(article.seo.page_keywords) == [word for word in keywords if word], path
    assert article.seo.canonical_url == (
        text(seo, "canonical_url") or text(seo, "canonical") or text(fields, "canonical")
    )


def text(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return str(value).rstrip("\n") if value not in (None, "") else None


def mapping(fields: Fields, name: str) -> Fields:
    return cast("Fields", fields.get(name) or {})


def moment(value: object) -> tuple[date | None, datetime | None]:
    if isinstance(value, datetime):
        return value.date(), value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return value, None
    return None, None


def related(fields: Fields) -> tuple[RelatedLink, ...]:
    links = (mapping(fields, f"related_article{number}") for number in range(1, 20))
    return tuple(
        RelatedLink(*(text(link, name) for name in ("title", "url", "id", "subject")))
        for link in links
        if link
    )


def as_json(value: object) -> object:
    if isinstance(value, dict):
        pairs = cast("dict[object, object]", value).items()
        return {str(key): as_json(item) for key, item in pairs}
    if isinstance(value, list):
        return [as_json(item) for item in cast("list[object]", value)]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
