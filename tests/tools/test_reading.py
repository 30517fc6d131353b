"""Minutes to read a page: more for more of anything, nothing for what is folded."""

from hypothesis import given
from hypothesis import strategies as st

from tools.reading import CODE_LINE, FORMULA, SYMBOLS, _seconds, minutes

CELL = "```{code-cell} ipython3\n%s\n```\n"
WORD = 60 / 200


@given(st.integers(0, 500), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_words_code_and_formulas_add_up(words, lines, formulas, symbols):
    parts = [
        "word " * words,
        CELL % "x = 1\n\n" * 1 if not lines else CELL % "\n".join(["x = 1"] * lines),
        "\n$$\na = b\n$$ (label)\n" * formulas,
        "$a$ " * symbols,
    ]
    extra = CODE_LINE if not lines else 0
    labels = formulas  # The label of a formula counts as a word of it.
    expected = WORD * (words + labels) + CODE_LINE * lines + extra
    expected += FORMULA * formulas + SYMBOLS * symbols
    assert abs(_seconds("\n".join(parts)) - expected) < 1e-6


def test_what_is_folded_takes_no_time():
    assert _seconds(CELL % ":tags: [hide-input]\n\nx = 1\ny = 2") == 0
    assert _seconds(CELL % "---\ntags: [hide-input]\n---\nx = 1") == 0
    assert _seconds(CELL % "x = 1") == CODE_LINE


def test_what_stands_in_a_directive_is_read():
    assert _seconds("```{admonition} Two words\nand two\n```\n") == 4 * WORD
    assert _seconds("{cite:t}`somebody2018` said so.") == 2 * WORD


def test_minutes_come_in_fives_without_the_header():
    page = "---\nkernelspec: {}\n---\n\n" + "word " * 2000
    assert minutes(page) == 10
    assert minutes("---\na: 1\n---\n\nword") == 5
