"""What a claim lets through, what it records, and what the page then shows."""

from __future__ import annotations

import json
import math
import re
import statistics
import subprocess
import sys

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from tiny_page import REPOSITORY, build

from lib.claims import (
    EXPLANATIONS,
    OUTCOMES,
    TESTS,
    VERDICTS,
    ClaimFailed,
    claim,
    number,
    quoted,
)
from lib.claims import shown as shown_room
from lib.claims.wording import interval, measurement

PAPER = {
    "cite": "smith2018bayesian",
    "figure": "Figure 5",
    "says": "B ∝ ε",
    "verdict": "held",
}
moderate = st.floats(-1e6, 1e6)


@pytest.fixture
def shown(monkeypatch):
    """What is displayed, as (data, metadata), as if a notebook were running."""
    outputs = []

    def display(data, *, raw, metadata):
        assert raw
        outputs.append((data, metadata))

    for room in (shown_room, quoted):
        monkeypatch.setattr(room, "display", display)
    monkeypatch.setattr(InteractiveShell, "initialized", lambda: True)
    monkeypatch.delenv("BOOK_CLAIMS", raising=False)
    return outputs


def record(shown):
    ((_data, metadata),) = shown
    return metadata["book_claim"]


@given(st.lists(moderate, min_size=1, max_size=8), moderate, st.floats(0, 1e6))
def test_passes_exactly_where_the_mean_is_in_the_interval(values, low, width):
    mean = statistics.mean(values)
    if low <= mean <= low + width:
        assert claim("name", "statement", values, low, low + width) == mean
    else:
        with pytest.raises(ClaimFailed):
            claim("name", "statement", values, low, low + width)


@given(moderate, st.integers(1, 9))
def test_seeds_that_agree_exactly_pass_an_exact_claim(value, seeds):
    claim("name", "statement", [value] * seeds, value, value)


@pytest.mark.parametrize(
    "measured",
    [
        0.5,
        np.float32(0.5),
        torch.tensor(0.5, requires_grad=True),
        [0.25, 0.75],
        (True, False),
        np.array([0.5, 0.5], dtype=np.float32),
        torch.tensor([0.25, 0.75]),
    ],
)
def test_takes_one_number_or_one_per_seed_from_any_library(measured):
    mean = claim("name", "statement", measured, 0.5, 0.5)
    assert mean == 0.5
    assert type(mean) is float


def test_records_everything_the_ledger_needs_in_strict_json(shown):
    claim(
        "b",
        "B² ∝ ε",
        [1.0, 2.0, 3.0],
        -math.inf,
        2.5,
        excludes=np.int64(3),
        no_effect=None,
        over="images",
        explains=("noise", "predicts", "passes"),
        paper=PAPER,
    )
    assert json.loads(json.dumps(record(shown), allow_nan=False)) == {
        "name": "b",
        "statement": "B² ∝ ε",
        "measured": 2.0,
        "values": [1.0, 2.0, 3.0],
        "sd": 1.0,
        "low": None,
        "high": 2.5,
        "interval": "(−∞, 2.5]",
        "text": "2.0 ± 1.0 (mean ± sd of 3 images)",
        "kind": "measured",
        "explains": ["noise", "predicts", "passes"],
        "no_effect": None,
        "excludes": 3.0,
        "passed": True,
        "paper": PAPER,
    }


def test_one_value_has_no_spread(shown):
    claim("name", "statement", 1, 0, 2)
    assert record(shown)["sd"] is None
    assert record(shown)["values"] == [1.0]


def test_failure_is_displayed_before_it_is_raised(shown):
    with pytest.raises(ClaimFailed, match=r"wide: .*1\.5.*2 seeds.*\[0, 1\].*It is so"):
        claim("wide", "It is so", [1.0, 2.0], 0, 1)
    assert record(shown)["passed"] is False
    assert "✗" in shown[0][0]["text/html"]


def test_failure_is_an_assertion_error():
    assert issubclass(ClaimFailed, AssertionError)


def test_collecting_goes_on_after_a_failure(shown, monkeypatch):
    monkeypatch.setenv("BOOK_CLAIMS", "collect")
    assert claim("name", "statement", 2.0, 0, 1) == 2.0
    assert record(shown)["passed"] is False


def test_any_other_setting_of_the_variable_still_raises(shown, monkeypatch):
    monkeypatch.setenv("BOOK_CLAIMS", "")
    with pytest.raises(ClaimFailed):
        claim("name", "statement", 2.0, 0, 1)


def test_line_says_what_was_measured_and_is_escaped(shown):
    claim("name", "a < b & c", [1.19, 1.23, 1.27], 1, math.inf, excludes=0.5)
    line = shown[0][0]["text/html"]
    folded = re.fullmatch(
        r'<details class="claim" id="claim-name"><summary>'
        r'<span class="claim-mark">✓</span> '
        r"a &lt; b &amp; c</summary><p>(.*)</p></details>",
        line,
    )
    for part in (
        "1.230 ± 0.040 (mean ± sd of 3 seeds)",
        "[1, ∞)",
        "the opposing sentence predicts 0.5",
    ):
        assert part in folded[1]
        assert part in shown[0][0]["text/plain"]


def test_the_verdict_is_beside_the_sentence_not_behind_it(shown):
    paper = PAPER | {"verdict": "not settled"}
    claim("name", "so", [1.0, 2.0], 1, 2, no_effect=1.5, paper=paper)
    ((data, _),) = shown
    summary, behind = data["text/html"].split("</summary>")
    assert "not settled" in summary
    assert "no effect would be 1.5" in behind
    assert data["text/plain"].endswith("[not settled]")


def test_what_is_checked_is_marked_so(shown):
    claim("name", "so", 1.0, 1, 1, kind="checked")
    ((data, metadata),) = shown
    assert 'class="claim checked"' in data["text/html"] and "≡" in data["text/plain"]
    assert metadata["book_claim"]["kind"] == "checked"


def test_one_text_is_in_the_record_and_everywhere(shown):
    claim("name", "so", [-2.5, -1.5], -math.inf, -1, over="training sets")
    ((data, metadata),) = shown
    record = metadata["book_claim"]
    assert record["text"] == "−2.00 ± 0.71 (mean ± sd of 2 training sets)"
    assert record["interval"] == "(−∞, −1]"
    for shape in data.values():
        assert record["text"] in shape and record["interval"] in shape


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([0.5], "0.5"),
        ([7.0, 7.0], "7 ± 0 ("),
        ([100.0, 140.0], "120 ± 28 ("),
        ([1e-9, 3e-9], "2e−09 ± 1.4e−09 ("),
        ([1e5, 3e5], "2e+05 ± 1.4e+05 ("),
        ([-3.1, -3.2], "−3.150 ± 0.071 ("),
    ],
)
def test_spread_has_two_figures_and_the_mean_no_more_places(values, text):
    assert measurement(values, "seeds").startswith(text)


def test_ends_may_be_open():
    assert interval(-math.inf, 2) == "(−∞, 2]"
    assert interval(-1.5, math.inf) == "[−1.5, ∞)"


def arguments(**changed):
    return {
        "name": "name",
        "statement": "statement",
        "measured": [1.0],
        "low": 0.0,
        "high": 2.0,
    } | changed


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"name": ""}, "name"),
        ({"name": 3}, "name"),
        ({"statement": "  "}, "statement"),
        ({"statement": "slope of $B$"}, "Unicode"),
        ({"statement": r"slope of \lambda"}, "Unicode"),
        ({"measured": []}, "measured"),
        ({"measured": [1.0, math.nan]}, "measured"),
        ({"measured": math.inf}, "measured"),
        ({"measured": [[1.0], [2.0]]}, "measured"),
        ({"measured": [[1.0], [2.0, 3.0]]}, "measured"),
        ({"measured": "1"}, "measured"),
        ({"measured": None}, "measured"),
        ({"low": math.nan}, "low"),
        ({"high": math.nan}, "high"),
        ({"high": "2"}, "high"),
        ({"low": 3.0}, "low"),
        ({"low": math.inf, "high": math.inf}, "low"),
        ({"low": -math.inf, "high": -math.inf}, "low"),
        ({"low": -math.inf, "high": math.inf}, "finite"),
        ({"excludes": 1.0}, "excludes"),
        ({"excludes": 0.0}, "excludes"),
        ({"excludes": math.nan}, "excludes"),
        ({"excludes": math.inf}, "excludes"),
        ({"kind": "proved"}, "kind"),
        ({"over": ""}, "over"),
        ({"over": 3}, "over"),
        ({"no_effect": math.nan}, "no_effect"),
        ({"no_effect": math.inf}, "no_effect"),
        ({"no_effect": "0"}, "no_effect"),
        ({"explains": "flatness"}, "explains"),
        ({"explains": ("flatness", "control")}, "explains"),
        ({"explains": ("luck", "control", "fails")}, r"explains\[0\]"),
        ({"explains": ("flatness", "speed", "fails")}, r"explains\[1\]"),
        ({"explains": ("flatness", "control", "held")}, r"explains\[2\]"),
        ({"kind": "checked", "paper": PAPER}, "paper must be left out"),
        ({"no_effect": 0.0, "paper": PAPER | {"verdict": "held"}}, "'held' is not"),
        ({"no_effect": 2.0, "paper": PAPER | {"verdict": "held"}}, "'held' is not"),
        ({"paper": "Smith"}, "paper"),
        ({"paper": {}}, "paper"),
        ({"paper": PAPER | {"year": "2018"}}, "paper"),
        ({"paper": PAPER | {"figure": ""}}, "figure"),
        ({"paper": PAPER | {"verdict": "true"}}, "verdict"),
    ],
)
def test_refuses_bad_arguments_before_showing_anything(shown, changed, named):
    with pytest.raises(ValueError, match=named):
        claim(**arguments(**changed))
    assert not shown


@pytest.mark.parametrize("verdict", VERDICTS)
def test_takes_each_verdict(verdict):
    claim(**arguments(paper=PAPER | {"verdict": verdict}))


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("no_effect", [-0.5, 0.0, 1.0, 2.5, None])
def test_held_alone_needs_an_interval_without_the_value_of_no_effect(
    shown, verdict, no_effect
):
    given = arguments(paper=PAPER | {"verdict": verdict}, no_effect=no_effect)
    if verdict == "held" and no_effect in (0.0, 1.0):
        with pytest.raises(ValueError, match="say 'not settled'"):
            claim(**given)
        assert not shown
    else:
        claim(**given)
        assert shown[0][1]["book_claim"]["no_effect"] == no_effect


def test_what_was_not_said_is_not_in_the_record(shown):
    claim(**arguments())
    assert "no_effect" not in shown[0][1]["book_claim"]
    assert shown[0][1]["book_claim"]["explains"] is None


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("test", TESTS)
def test_says_what_it_explains(shown, test, outcome):
    for explanation in EXPLANATIONS:
        claim(**arguments(explains=(explanation, test, outcome)))
        said = shown[-1][1]["book_claim"]["explains"]
        assert said == [explanation, test, outcome]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("", 1.0, ".2f"), "name"),
        (("a:b", 1.0, ".2f"), "name"),
        (("a", math.nan, ".2f"), "value"),
        (("a", torch.inf, ".2f"), "value"),
        (("a", None, ""), "value"),
        (("a", [1.0, 2.0], ".2f"), "value"),
        (("a", 1.0, ".2q"), "fmt"),
        (("a", 1.5, "d"), "fmt"),
        (("a", "word", ".2f"), "fmt"),
    ],
)
def test_number_refuses_what_the_prose_could_not_quote(shown, arguments, named):
    with pytest.raises(ValueError, match=named):
        number(*arguments)
    assert not shown


def test_number_shows_nothing_live(shown):
    number("rate", torch.tensor(1.2), ".2f")
    ((data, metadata),) = shown
    (mime,) = data
    assert mime.startswith("application/papermill.record/")
    assert metadata["scrapbook"]["name"] == "rate"


def test_plain_python_prints_claims_and_no_numbers():
    script = (
        "from lib.claims import claim, number\n"
        "number('n', 1.0, '.2f'); claim('a', 'it holds', [1.0], 0, 2)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "✓ it holds (measured 1; must lie in [0, 2])\n"


PAGE = """
Rate {glue:text}`rate`, in words {glue:text}`word`, as before {glue:text}`rate`,
rounded {glue:text}`rate:.1f`, and {glue:text}`count` of them. $x_1$

```{code-cell} ipython3
from lib.claims import claim, number
mean = claim("a.b", "λ < ½", [1.2, 1.3], 1, 2, excludes=0.5)
number("rate", 1.2, ".2f")
number("word", "007", "")
number("count", 1000, "")
```

```{code-cell} ipython3
late = claim("c", "fails", 3.0, 1, 2)
```
"""


def test_page_shows_claims_and_quotes_numbers(tmp_path):
    page = build(tmp_path, PAGE, BOOK_CLAIMS="collect").read_text(encoding="utf-8")
    assert re.findall(r'class="pasted-text">(.*?)<', page) == [
        *("1.20", "007", "1.20", "1.2", "1000")
    ]
    shown = r'<details class="(claim.*?)" id=.*?class="claim-mark">(.)<'
    marks = re.findall(shown, page)
    assert marks == [("claim", "✓"), ("claim failed", "✗")]
    assert "papermill" not in page
    assert page.count('class="output') == 2


def test_failing_claim_fails_the_build(tmp_path):
    with pytest.raises(AssertionError, match="ExecutionError"):
        build(tmp_path, PAGE, TMPDIR=str(tmp_path))
