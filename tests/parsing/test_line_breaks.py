r"""Which `\n` of an answer is an escaped newline, and which is LaTeX or code."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.content.escaped_newlines import N_COMMANDS, decode_escaped_newlines

COMMAND = re.compile(r"\\n[a-zA-Z]*")


def find_commands(text: str) -> list[str]:
    return [word for word in COMMAND.findall(text) if word[1:] in N_COMMANDS]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"One.\n\nTwo.\n- a\n- b", "One.\n\nTwo.\n- a\n- b"),
        ("a\nb\\nc", "a\nb\nc"),
        (r"\nIn short\nnot at all\nuse it", "\nIn short\nnot at all\nuse it"),
        (r"a\\nb", "a\\\nb"),
        (r"\t and \r stay\n", "\\t and \\r stay\n"),
    ],
)
def test_in_prose_each_is_a_newline(written: str, expected: str) -> None:
    assert decode_escaped_newlines(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"$\nu = 1$\nx", "$\\nu = 1$\nx"),
        (r"with $ a \neq 0 $, \n", "with $ a \\neq 0 $, \n"),
        (
            r"$\nabla f$, \(\not= \neg p\), \[x \notin A\]",
            r"$\nabla f$, \(\not= \neg p\), \[x \notin A\]",
        ),
        (r"$$\nE = mc^2\n$$", "$$\nE = mc^2\n$$"),
        (r"$$\na = b\nns^2\n$$", "$$\na = b\nns^2\n$$"),
        (r"\[\n\nabla f = 0\n\]", "\\[\n\\nabla f = 0\n\\]"),
        (r"$$\nabla f$$", r"$$\nabla f$$"),
        (r"$$x \\\ny \\\n\nu$$", "$$x \\\\\ny \\\\\n\\nu$$"),
        (r"$a \nuse$", "$a \nuse$"),
        (r"$\nu_1 \nu2 \ne3$", r"$\nu_1 \nu2 \ne3$"),
        (r"\$5\nu \$", "\\$5\nu \\$"),
    ],
)
def test_in_math_a_latex_command_is_kept(written: str, expected: str) -> None:
    assert decode_escaped_newlines(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"$$\ne = mc^2\n$$", "$$\ne = mc^2\n$$"),
        (r"$$\ni = 1\n$$", "$$\ni = 1\n$$"),
        (r"$$ \nu = at \n $$", "$$ \nu = at \n $$"),
        (r"$$\nu = c / \lambda$$", r"$$\nu = c / \lambda$$"),
        (r"$$\n\nu = c / \lambda\n$$", "$$\n\\nu = c / \\lambda\n$$"),
        (r"$$a \ne b \\\ne = 2$$", "$$a \\ne b \\\\\ne = 2$$"),
        (r"$\ne 0$", r"$\ne 0$"),
    ],
)
def test_at_the_start_of_a_display_row_a_relation_is_a_newline_and_a_letter(
    written: str, expected: str
) -> None:
    assert decode_escaped_newlines(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        r"costs $5\n\nand \ne $6",
        r"costs $5.\ni.e. a price",
        r"\(\n\n\ne \)",
        r"`$`\nu`$`",
        r"$$ alone\nu",
    ],
)
def test_text_that_only_looks_like_math_is_prose(written: str) -> None:
    assert decode_escaped_newlines(written) == written.replace("\\n", "\n")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"use `\n` or ``a`\nb``\nhere", "use `\\n` or ``a`\\nb``\nhere"),
        (r"```c\nprintf(\"x\n\");\n```\ny".replace('\\"', '"'), '```c\nprintf("x\\n");\n```\ny'),
        (r"```python\nprint('a\nb', f'\n')\n```", "```python\nprint('a\\nb', f'\\n')\n```"),
        (r"~~~js\na = 'x'\nb = 'y'\n~~~\nc", "~~~js\na = 'x'\nb = 'y'\n~~~\nc"),
        (
            r"- ```py\n  # don't\n  x = 'a'\n  ```\n$\nu$",
            "- ```py\n  # don't\n  x = 'a'\n  ```\n$\\nu$",
        ),
        ('```py\\n"""Doc\\nmore"""\\nx = 1\\n```', '```py\n"""Doc\nmore"""\nx = 1\n```'),
        ('```\\n"a\\nb"\\n```', '```\n"a\nb"\n```'),
        ("```text\\n / \\\\n/   \\\\n```", "```text\n / \\\n/   \\\n```"),
        ("```py\\nx = 1\\ny", "```py\nx = 1\ny"),
        (r"a ` b\n\nc ` d\nu", "a ` b\n\nc ` d\nu"),
        (r"```sh\necho $x\n``` \n$\nu$", "```sh\necho $x\n``` \n$\\nu$"),
    ],
)
def test_in_code_escape_sequences_are_kept(written: str, expected: str) -> None:
    assert decode_escaped_newlines(written) == expected


@given(st.text())
def test_text_without_escaped_newlines_is_unchanged(text: str) -> None:
    text = text.replace("\\n", "")
    assert decode_escaped_newlines(text) == text


@given(st.text(alphabet=st.characters(exclude_characters="$`~[(")))
def test_outside_math_and_code_each_becomes_a_newline(text: str) -> None:
    text = text.replace("n", "\\n")
    assert decode_escaped_newlines(text) == text.replace("\\n", "\n")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("${}$", "$$x {}$$", r"\({}\)", r"\[x {}\]", r"$$\n{}\n$$")),
            st.sampled_from(sorted(N_COMMANDS - {"ne", "ni", "nu"})),
        )
    )
)
def test_no_latex_command_in_math_is_lost_or_added(formulas: list[tuple[str, str]]) -> None:
    text = r"\n\nThen ".join(frame.format(rf"\{name} y") for frame, name in formulas)
    assert find_commands(decode_escaped_newlines(text)) == [rf"\{name}" for _, name in formulas]


@given(
    st.lists(st.sampled_from(("$", "$$", "`", "```", "~~~", "\\n", "\\[", "\\)", "\\", "x", '"')))
)
def test_only_escaped_newlines_change(parts: list[str]) -> None:
    text = "".join(parts)
    assert decode_escaped_newlines(text).replace("\n", "\\n") == text


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "`" * 200_000,
        "$" * 200_001,
        "\\[" * 200_000,
        "\\(" * 200_000,
        "$ a\\n\\n" * 50_000,
        "`a\\n\\n" * 50_000,
        "".join("`" * length + " " for length in range(1, 1000)),
        "```\\n" * 100_000,
        "```c\\n" + '"' * 300_000,
        "```c\\n" + '"a\\n' * 100_000,
        "$$\\nu" * 100_000,
        "\\n```" + " " * 500_000,
    ],
    ids=lambda text: f"{text[:8]!r}",
)
def test_a_hostile_text_is_decoded_in_linear_time(text: str) -> None:
    assert decode_escaped_newlines(text + "\\n").endswith(("\n", "\\n"))
