from gql_content.library import Library
from gql_content.library.library import MOST_REMEMBERED
from gql_content.model import Article
from tests.articles import article, entry, library_of

ONE = article("a.md")


class Asker:
    """Asks a library and counts how often the answer had to be worked out."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.worked = 0

    def ask(self, question: object, length: int) -> tuple[Article, ...]:
        def answer() -> tuple[Article, ...]:
            self.worked += 1
            return (ONE,) * length

        return self.library.remembered(question, answer)


def test_a_question_that_is_asked_again_is_answered_with_the_same_object() -> None:
    asker = Asker(library_of(ONE))
    assert asker.ask("q", 3) is asker.ask("q", 3)
    assert asker.worked == 1


def test_no_articles_is_an_answer_to_remember() -> None:
    asker = Asker(library_of(ONE))
    assert asker.ask("q", 0) == asker.ask("q", 0) == ()
    assert asker.worked == 1


def test_the_next_library_remembers_nothing_of_this_one() -> None:
    library = library_of(ONE)
    Asker(library).ask("q", 3)
    following = Asker(library.replaced({"b.md": entry(article("b.md"))}))
    following.ask("q", 2)
    assert following.worked == 1


def test_long_answers_drive_out_those_that_were_not_asked_for_longest() -> None:
    asker = Asker(library_of(ONE))
    part = MOST_REMEMBERED // 3
    asker.ask("first", part)
    asker.ask("second", part)
    asker.ask("first", part)
    asker.ask("third", part)
    assert asker.worked == 3
    asker.ask("first", part)
    assert asker.worked == 3
    asker.ask("second", part)
    assert asker.worked == 4


def test_an_answer_longer_than_all_that_may_be_remembered_is_given_and_forgotten() -> None:
    asker = Asker(library_of(ONE))
    for length in (MOST_REMEMBERED - 1, MOST_REMEMBERED, MOST_REMEMBERED + 1):
        assert len(asker.ask(length, length)) == length
    worked = asker.worked
    asker.ask(MOST_REMEMBERED + 1, MOST_REMEMBERED + 1)
    assert asker.worked == worked + 1


def test_questions_without_an_answer_are_bounded_too_for_they_take_memory_themselves() -> None:
    asker = Asker(library_of(ONE))
    for number in range(5_000):
        asker.ask(number, 0)
    for number in reversed(range(5_000)):
        asker.ask(number, 0)
    assert 100 <= 10_000 - asker.worked <= 2_000
