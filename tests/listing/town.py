"""One library with a bit of everything, in which every operator can tell articles apart."""

from datetime import date

from tests.articles import article, library_of

__all__ = ["TOWN"]

TOWN = library_of(
    article(
        "cells/division.md",
        url="/Cells/division",
        article_id="1",
        schema_name="article",
        title="How do cells divide?",
        question="How do cells divide?",
        author="Ada",
        subject="Cell Biology",
        date=date(2025, 2, 6),
        keywords=("Mitosis", "Cell"),
        seo_title="Cell division",
        page_description="All about mitosis",
        canonical_url="https://a.example/division",
        no_index=True,
        score=0.5,
        word_count=120,
    ),
    article(
        "cells/meiosis.md",
        article_id="2",
        schema_name="Article",
        title="Meiosis",
        question=" ",
        author="ADA",
        subject="cell biology",
        date=date(2024, 12, 31),
        keywords=("mitosis",),
        seo_title="MEIOSIS",
        page_description="",
        canonical_url="",
        score=-3.0,
        word_count=1,
    ),
    article(
        "physics/division.md",
        article_id="1",
        schema_name="page",
        title="Division of labour",
        question="Why divide?",
        author="Grace",
        subject="Physics",
        date=date(2025, 12, 31),
        keywords=("labour", "CELL"),
        page_description="Nothing about MITOSIS",
        canonical_url="https://b.example/division",
        score=7.25,
        word_count=2_000,
    ),
    article("bare.md", title="  ", seo_title=" "),
    article(
        "Straße.md", title="Straße", article_id="ß", author="STRASSE", score=0.0, word_count=120
    ),
)
