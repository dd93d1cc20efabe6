from datetime import datetime
from typing import Annotated

import strawberry
from strawberry import UNSET

from gql_content import dates, model
from gql_content.schema.context import Info
from gql_content.schema.windows import given

__all__ = ["date_text", "posted_on", "published_at"]

Format = Annotated[
    str | None,
    strawberry.argument(
        description="In moment's tokens, such as `MMM DD, YYYY` or `D. MMMM YYYY`; "
        "the article's own `dateFormat` without it."
    ),
]
Locale = Annotated[
    str | None, strawberry.argument(description="The language of its words, such as `en` or `de`.")
]


def date_text(
    root: model.Article,
    info: Info,
    format: Format = UNSET,  # noqa: A002 - the public name
    locale: Locale = UNSET,
) -> str | None:
    shown = info.context.presentation
    language = given(locale) or shown.locale
    return dates.format_article_date(root, given(format), language, shown.date_format)


def posted_on(
    root: model.Article,
    info: Info,
    format: Format = UNSET,  # noqa: A002 - the public name
    locale: Locale = UNSET,
) -> str | None:
    shown = info.context.presentation
    language = given(locale) or shown.locale
    return dates.format_posted_on(root, given(format), language, shown.date_format)


def published_at(root: model.Article, info: Info) -> datetime | None:
    if root.published_at is not None or root.date is None:
        return root.published_at
    return dates.get_start_of_day(root.date, info.context.presentation.time_zone)
