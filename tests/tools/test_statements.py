"""The table of statements: what its list may hold, and what the table says."""

import re

import pytest

from tools.myst import flatten
from tools.statements import VERDICTS, statements, table

ENTRY = "- says: a | b\n  by: essay\n  claims: [one-claim, other]\n  verdict: held\n"
OPEN = "- says: c\n  by: comment\n  why: not said how\n  verdict: open\n"


def test_every_statement_has_a_row_with_its_number_and_the_counts_add_up():
    text = table(ENTRY + ENTRY + OPEN)
    assert text.startswith("3 statements: 2 held, 1 open.")
    rows = [line for line in text.splitlines() if re.match(r"\| \d", line)]
    assert [row.split(" | ")[0] for row in rows] == ["| 1", "| 2", "| 3"]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)
    assert "{claim}`one-claim`, {claim}`other`" in rows[0]
    assert "not said how" in rows[2]
    # One table for each text, in the order of the texts.
    assert text.count("**Essay**") == 1
    assert text.index(rows[1]) < text.index("**Comment**") < text.index(rows[2])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "must be a list"),
        ("says: a", "must be a list"),
        ("- a", "number 1 must have"),
        ("- [", "no YAML"),
        (ENTRY + "- by: x", "number 2 must say says"),
        (ENTRY.replace("essay", "7"), "must say by"),
        (ENTRY.replace("held", "true"), "must say verdict"),
        (ENTRY.replace("held", "hold"), "must be one of"),
        (ENTRY.replace("claims", "claim"), "'claim'"),
        (ENTRY.replace("[one-claim, other]", "one-claim"), "list of names"),
        (OPEN.replace("why: not said how\n  ", ""), "name claims or say why"),
        (OPEN.replace("not said how", "[1]"), "must be a phrase"),
    ],
)
def test_a_malformed_list_is_refused_with_its_place_and_what_is_allowed(body, words):
    with pytest.raises(ValueError, match="statements") as error:
        statements(body)
    assert words in str(error.value)


def test_the_verdicts_are_those_of_claims_and_open():
    from lib.claims import VERDICTS as OF_CLAIMS

    assert (*OF_CLAIMS, "open") == VERDICTS


def test_a_notebook_has_the_table_with_links_to_the_site():
    text = f"```{{statements}}\n{ENTRY}{OPEN}```\n"
    told = {("claim", name): f"[{name}](u#{name})" for name in ("one-claim", "other")}
    plain = flatten(text, "book/evidence", told=told)
    assert "[one-claim](u#one-claim), [other](u#other)" in plain
    assert "{claim}" not in plain
    with pytest.raises(ValueError, match="role claim"):
        flatten(text, "book/evidence")
