"""Front matter to Article."""

import json
import re
from functools import lru_cache

from yaml.nodes import MappingNode, Node, ScalarNode

from gql_content.content.escaped_newlines import decode_escaped_newlines
from gql_content.content.field_reader import Fields
from gql_content.content.front_matter import ParsedFile
from gql_content.content.scalars import Timestamp, is_blank, to_json_value
from gql_content.markdown import count_words, find_internal_links
from gql_content.model import Article, Image, RelatedLink, Seo, Severity, Source, Texts

__all__ = [
    "KNOWN_KEYS",
    "build_article",
    "extract_answer",
    "extract_body",
    "extract_texts",
    "make_default_url",
    "resolve_key_group",
    "slugify_subject",
]


_IMAGE_KEYS = ("image", "featuredImg", "featured_image", "hero_image", "cover")


def find_image(fields: Fields, seo: Fields) -> Image | None:
    """Return the first image. One in `seo`, meant for sharing, comes before the article's own."""
    found = (
        image
        for image in (seo.read_image("image"), *map(fields.read_image, _IMAGE_KEYS))
        if image is not None
    )
    return next(found, None)


_RELATED_ARTICLE_KEY = re.compile(r"related_article[1-9][0-9]{0,8}")

KNOWN_KEYS: dict[str, frozenset[str]] = {
    "": frozenset(
        (
            *("_schema", "answer", "article_title", "author", "canonical", "cover", "date"),
            *("date_format", "description", "featuredImg", "featured_image", "file_name"),
            *("hero_image", "id", "image", "no_index", "post_on_text", "question", "score", "seo"),
            *("subject", "title", "url"),
        )
    ),
    "seo": frozenset(
        ("canonical", "canonical_url", "image", "page_description", "page_keywords", "title")
    ),
    "related_article": frozenset(("id", "subject", "title", "url")),
}
"""By parent key; "" for top-level keys."""


def resolve_key_group(key: str) -> str:
    """Return the key of `KNOWN_KEYS` for a top-level front matter key."""
    return "related_article" if _RELATED_ARTICLE_KEY.fullmatch(key) else key


_MAX_CACHED_NAME_LENGTH = 200  # clients name subjects too, in filters of any length


def slugify_subject(name: str) -> str:
    """Return a subject's slug: "Computer Science" and "Computer science" are `computer-science`."""
    return _slugify_cached(name) if len(name) <= _MAX_CACHED_NAME_LENGTH else _slugify(name)


def _slugify(name: str) -> str:
    # Imported late: a start from a snapshot makes no slugs.
    from slugify import slugify

    return slugify(name, allow_unicode=True)


_slugify_cached = lru_cache(maxsize=4096)(_slugify)


@lru_cache(maxsize=4096)
def parse_subject(written: str) -> tuple[str, str]:
    """Return a subject's name, with single spaces, and its slug."""
    name = " ".join(written.split())
    return name, slugify_subject(name)


def make_default_url(path: str) -> str:
    """Return the url of a file without one: `posts/a.md` → /posts/a, `posts/index.md` → /posts."""
    folder, _, name = path.rpartition("/")
    prefix = _strip_suffix(name)
    if prefix == "index":
        return "/" + folder
    return f"/{folder}/{prefix}" if folder else "/" + prefix


def humanize_file_name(path: str) -> str:
    """Make a title of a file name: `how-do-cells_divide.md` → "How do cells divide"."""
    prefix = _strip_suffix(path.rpartition("/")[2])
    words = " ".join(prefix.replace("-", " ").replace("_", " ").split()) or prefix
    return words[:1].upper() + words[1:]


def _strip_suffix(name: str) -> str:
    return name.rpartition(".")[0] or name


_ATX_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<text>.*\S)")
_ATX_CLOSING_SEQUENCE = re.compile(r"(?:^|[ \t])#+$")
_SETEXT_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_CODE_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_NOT_A_PARAGRAPH = re.compile(r" {4}|\t| {0,3}(?:[-*+>|<]|[0-9]{1,9}[.)])")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS_MARKS = re.compile(r"[*`]|(?<!\w)_|_(?!\w)")


def find_first_heading(body: str) -> str | None:
    """Return the text of the first heading outside a code block, without markup."""
    fence = ""
    paragraph_lines: list[str] = []
    for line in body.splitlines():
        if fence:
            fence = "" if _closes_fence(line, fence) else fence
            continue
        if opening := _CODE_FENCE.match(line):
            fence = opening["fence"]
            paragraph_lines.clear()
        elif (heading := _match_heading(line, paragraph_lines)) and (
            text := _strip_markdown(heading)
        ):
            return text
        elif not line.strip() or (not paragraph_lines and _NOT_A_PARAGRAPH.match(line)):
            paragraph_lines.clear()
        else:
            paragraph_lines.append(line.strip())
    return None


def _closes_fence(line: str, fence: str) -> bool:
    line = line.strip()
    return line.startswith(fence) and not line.strip(fence[0])


def _match_heading(line: str, paragraph_lines: list[str]) -> str | None:
    if atx := _ATX_HEADING.fullmatch(line.rstrip()):
        return _ATX_CLOSING_SEQUENCE.sub("", atx["text"])
    if paragraph_lines and _SETEXT_UNDERLINE.fullmatch(line):
        return " ".join(paragraph_lines)
    return None


def _strip_markdown(markdown: str) -> str:
    return _EMPHASIS_MARKS.sub("", _MARKDOWN_LINK.sub(r"\1", markdown)).strip()


_JsonValue = dict[str, "_JsonValue"] | list["_JsonValue"] | str | int | float | bool | None


def extract_texts(file: ParsedFile) -> Texts:
    return Texts(
        answer=extract_answer(Fields.of(file.root, [])),
        body=extract_body(file),
        front_matter=_encode_front_matter(file.root),
    )


def extract_answer(fields: Fields) -> str | None:
    """Return the answer with its newlines decoded. None if it is blank."""
    written = fields.read_text("answer")
    answer = None if written is None else decode_escaped_newlines(written)
    return None if answer is None or is_blank(answer) else answer


def extract_body(file: ParsedFile) -> str | None:
    """Return the body. None if it is blank."""
    return None if is_blank(file.body) else file.body


def _encode_front_matter(root: MappingNode | None) -> bytes:
    data = {} if root is None else _to_json(root)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _to_json(node: Node) -> _JsonValue:
    if isinstance(node, ScalarNode):
        return to_json_value(node)
    if isinstance(node, MappingNode):
        return {key.value: _to_json(value) for key, value in node.value}
    return [_to_json(item) for item in node.value]


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
