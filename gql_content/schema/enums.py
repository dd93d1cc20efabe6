from enum import Enum

import strawberry

__all__ = ["Severity", "Sort", "SubjectOrder"]


@strawberry.enum(description="Which way to sort. Missing values come first unless NULLS_LAST.")
class Sort(Enum):
    ASC = strawberry.enum_value("asc", description="Smallest, earliest, A first.")
    DESC = strawberry.enum_value("desc", description="Largest, latest, Z first.")
    ASC_NULLS_LAST = strawberry.enum_value(
        "asc_nulls_last", description="Smallest first, articles without a value at the end."
    )
    DESC_NULLS_LAST = strawberry.enum_value(
        "desc_nulls_last", description="Largest first, articles without a value at the end."
    )


@strawberry.enum(description="In which sequence subjects are listed; ties go by name, then slug.")
class SubjectOrder(Enum):
    NAME_ASC = strawberry.enum_value("name_asc", description="By name, A first.")
    NAME_DESC = strawberry.enum_value("name_desc", description="By name, Z first.")
    ARTICLE_COUNT_ASC = strawberry.enum_value(
        "article_count_asc", description="By number of articles, the fewest first."
    )
    ARTICLE_COUNT_DESC = strawberry.enum_value(
        "article_count_desc", description="By number of articles, the most first."
    )


@strawberry.enum(description="How bad a problem is.")
class Severity(Enum):
    ERROR = strawberry.enum_value(
        "error", description="The file, as it is, cannot be served as an article."
    )
    WARNING = strawberry.enum_value("warning", description="The article is served all the same.")
