"""https://schema.org/QAPage and https://schema.org/FAQPage"""

from gql_content.seo.lines import one_line
from gql_content.seo.organizations import author
from gql_content.seo.page import Page
from gql_content.seo.published import published
from gql_content.seo.schema_org import Answer, FaqPage, QaPage, Question

__all__ = ["faq_page", "qa_page"]


def qa_page(page: Page) -> QaPage | None:
    """One question, its only answer, and who gave it when."""
    name, text = one_line(page.question), (page.answer or "").strip()
    if not name or not text:
        return None
    who, when = author(page), published(page.article)
    answer = Answer(text=text, url=page.url, author=who, date_published=when)
    question = Question(
        name=name,
        text=name,
        answer_count=1,
        accepted_answer=answer,
        author=who,
        date_published=when,
    )
    description = one_line(page.article.seo.page_description)
    return QaPage(
        url=page.url, description=description, in_language=page.language, main_entity=question
    )


def faq_page(page: Page) -> FaqPage | None:
    """One question that is often asked, with the answer of the house."""
    name, text = one_line(page.question), (page.answer or "").strip()
    if not name or not text:
        return None
    question = Question(name=name, accepted_answer=Answer(text=text))
    return FaqPage(url=page.url, in_language=page.language, main_entity=(question,))
