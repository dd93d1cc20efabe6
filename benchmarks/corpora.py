"""Folders of articles for measuring: of the shape and size of a real site's, made from a seed."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from textwrap import indent

__all__ = ["generated"]

FOLDER = Path(__file__).parent / ".corpora"
SUBJECTS = 40
SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "or",
    "pe",
    "qui",
    "ra",
    "sta",
    "te",
    "vo",
)


def generated(count: int) -> Path:
    """A folder of `count` articles, made on first use."""
    root = FOLDER / str(count)
    done = root / ".complete"
    if not done.exists():
        for path, text in articles(count):
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        done.touch()
    return root


def articles(count: int) -> Iterator[tuple[str, str]]:
    """Paths and texts; a third of the titles repeats under another subject, as in real content."""
    chance = random.Random(count)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(4_000)]
    subjects = [f"{words[2 * n].title()} {words[2 * n + 1].title()}" for n in range(SUBJECTS)]
    titles = [sentence(chance, words, 8, 16) + f" {n}?" for n in range(count)]
    for number in range(count):
        yield article(number, chance, words, subjects, titles)


def article(
    number: int, chance: random.Random, words: list[str], subjects: list[str], titles: list[str]
) -> tuple[str, str]:
    subject = subject_of(number, subjects)
    title = titles[number]
    slug = slug_of(title)
    answer = r"\n\n".join(paragraph(chance, words) for _ in range(chance.randint(4, 9)))
    related = "".join(
        related_article(place, chance.randrange(len(titles)), subjects, titles)
        for place in range(1, chance.randint(0, 5) + 1)
    )
    day = date(2024, 11, 21) + timedelta(days=chance.randrange(120))
    text = f"""---
_schema: default
id: {100_000 + number}
date: {day}
title: >-
    {title}
article_title: >-
    {title}
date_format: MMM DD, YYYY
post_on_text: Posted on
seo:
  title: Field Notes | {subject}
  page_description: >-
    {paragraph(chance, words)[:260]}
  page_keywords: >-
    {", ".join(sentence(chance, words, 1, 3) for _ in range(12))}
author: Field Notes
question: >-
    {title}
answer: >-
    {answer}
subject: {subject}
file_name: {slug}.md
url: {url_of(number, subjects, titles)}
score: -1.0
{related}---

&nbsp;"""
    return f"learn/{slug_of(subject)}/{slug}.md", text


def subject_of(number: int, subjects: list[str]) -> str:
    """Few subjects hold most articles."""
    return subjects[min(number % SUBJECTS, number // 7 % SUBJECTS)]


def url_of(number: int, subjects: list[str], titles: list[str]) -> str:
    return f"/learn/{slug_of(subject_of(number, subjects))}/questions/{slug_of(titles[number])}"


def related_article(place: int, number: int, subjects: list[str], titles: list[str]) -> str:
    fields = f"""id: {100_000 + number}
title: >-
    {titles[number]}
subject: {subject_of(number, subjects)}
url: {url_of(number, subjects, titles)}
"""
    return f"related_article{place}:\n" + indent(fields, "    ")


def paragraph(chance: random.Random, words: list[str]) -> str:
    return f"**{sentence(chance, words, 2, 5)}**: " + ". ".join(
        sentence(chance, words, 8, 20) for _ in range(4)
    )


def sentence(chance: random.Random, words: list[str], least: int, most: int) -> str:
    return " ".join(chance.choices(words, k=chance.randint(least, most))).capitalize()


def slug_of(text: str) -> str:
    return text.lower().rstrip("?").replace(" ", "-")
