"""https://schema.org/QAPage and https://schema.org/FAQPage"""

from gql_content.seo.lines import normalize_line
from gql_content.seo.organizations import make_author
from gql_content.seo.page import PageContext
from gql_content.seo.published import format_published_date
from gql_content.seo.schema_org import Answer, FaqPage, QaPage, Question

__all__ = ["build_faq_page", "build_qa_page"]


def build_qa_page(page: PageContext) -> QaPage | None:
    """Build a QAPage: a question and its accepted answer, with author and date."""
    name, text = normalize_line(page.question), (page.answer or "").strip()
    if not name or not text:
        return None
    author, date_published = make_author(page), format_published_date(page.article)
    answer = Answer(text=text, url=page.url, author=author, date_published=date_published)
    question = Question(
        name=name,
        text=name,
        answer_count=1,
        accepted_answer=answer,
        author=author,
        date_published=date_published,
    )
    description = normalize_line(page.article.seo.page_description)
    return QaPage(
        url=page.url, description=description, in_language=page.language, main_entity=question
    )


def build_faq_page(page: PageContext) -> FaqPage | None:
    """Build an FAQPage with one question and its answer."""
    name, text = normalize_line(page.question), (page.answer or "").strip()
    if not name or not text:
        return None
    question = Question(name=name, accepted_answer=Answer(text=text))
    return FaqPage(url=page.url, in_language=page.language, main_entity=(question,))
