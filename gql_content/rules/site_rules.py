"""Rules about an article among others."""

from collections.abc import Iterator

from gql_content.model import Article, RelatedLink
from gql_content.rules.checked_file import Finding
from gql_content.rules.site_context import RuleContext, get_folders

__all__ = [
    "check_duplicate_title",
    "check_related_id",
    "check_related_subject",
    "check_related_title",
    "check_related_url",
    "check_similar_names",
    "check_subject_folder",
    "check_subject_spelling",
]


def check_related_url(article: Article, context: RuleContext) -> Iterator[Finding]:
    """A related link to a url that no article has."""
    for number, link in enumerate(article.related):
        if (
            link.url
            and link.url.startswith("/")
            and context.library.article_by_url(link.url) is None
        ):
            yield Finding(
                f"No article has the url {link.url}.",
                _suggest_url(link, context) or "Correct the url, or remove the link.",
                f"related.{number}.url",
            )


def check_related_id(article: Article, context: RuleContext) -> Iterator[Finding]:
    """A related link whose id no article has."""
    for number, link in enumerate(article.related):
        if not link.article_id or context.library.articles_by_id(link.article_id):
            continue
        if _resolve_link(link, context) is not None or not link.url:
            yield Finding(
                f"No article has the id {link.article_id}.",
                _suggest_id(_resolve_link(link, context)),
                f"related.{number}.id",
            )


def check_related_title(article: Article, context: RuleContext) -> Iterator[Finding]:
    """A related link whose title differs from the title of its article."""
    for number, link in enumerate(article.related):
        target = _resolve_link(link, context)
        if (
            target is not None
            and link.title
            and _normalize_spaces(link.title) != _normalize_spaces(target.title)
        ):
            yield Finding(
                f"The title of the article is {target.title!r}.",
                "Use its title.",
                f"related.{number}.title",
            )


def check_related_subject(article: Article, context: RuleContext) -> Iterator[Finding]:
    """A related link whose subject differs from that of its article, ignoring case."""
    for number, link in enumerate(article.related):
        target = _resolve_link(link, context)
        if target is None or not link.subject_name or target.subject_name is None:
            continue
        if (
            _normalize_spaces(link.subject_name).casefold()
            != _normalize_spaces(target.subject_name).casefold()
        ):
            yield Finding(
                f"The subject of the article is {target.subject_name!r}.",
                f"Use {target.subject_name}.",
                f"related.{number}.subject",
            )


def _resolve_link(link: RelatedLink, context: RuleContext) -> Article | None:
    return context.library.article_by_url(link.url) if link.url else None


def _suggest_url(link: RelatedLink, context: RuleContext) -> str | None:
    same = context.library.articles_by_id(link.article_id) if link.article_id else ()
    return f"The article with the id {link.article_id} is at {same[0].url}." if same else None


def _suggest_id(target: Article | None) -> str:
    if target is None or target.article_id is None:
        return "Correct the id, or remove it."
    return f"Use {target.article_id}, the id of the article at {target.url}."


def _normalize_spaces(text: str) -> str:
    return " ".join(text.split())


def check_duplicate_title(article: Article, context: RuleContext) -> Iterator[Finding]:
    """A title shared with another article of the subject, or of the folder if without subject."""
    same = context.find_same_title(article)
    if len(same) > 1:
        other = next(one for one in same if one.path != article.path)
        yield Finding(
            f"{other.path} has the same title"
            + (f", and {len(same) - 2} more have it." if len(same) > 2 else "."),
            "Give them distinct titles, or delete one.",
            "title",
        )


def check_similar_names(article: Article, context: RuleContext) -> Iterator[Finding]:
    """Paths that differ only in case or Unicode form, which are one file on some systems."""
    same = context.find_same_path(article)
    if len(same) > 1:
        other = next(one for one in same if one.path != article.path)
        yield Finding(
            f"{other.path!a} differs from {article.path!a} only in case or Unicode form: "
            "on macOS and Windows they are one file.",
            "Rename one of them.",
        )


def check_subject_folder(article: Article, context: RuleContext) -> Iterator[Finding]:
    """A subject that differs from that of the folder, if folders are named after subjects."""
    above, folder = get_folders(article)
    slug = article.subject_slug
    if slug in (None, folder) or above not in context.subject_folders.named_after_subjects:
        return
    yield Finding(
        f"The subject {article.subject_name!r} belongs in the folder {slug!r}, "
        f"but the file is in {folder!r}.",
        "Move the file, or correct the subject.",
        "subject",
    )


def check_subject_spelling(article: Article, context: RuleContext) -> Iterator[Finding]:
    """A subject that is spelled differently in most of its articles."""
    subject = context.library.subjects.get(article.subject_slug or "")
    if subject is not None and article.subject_name != subject.name:
        yield Finding(
            f"The subject is spelled {article.subject_name!r}; "
            f"most of its articles have {subject.name!r}.",
            f"Use {subject.name}.",
            "subject",
        )
