"""Directive `predict`: a guess that is asked for before the page shows the answer.

The question, then either the choices, each a list item that begins with ``[ ]`` or, the
right one, ``[x]``, and in further paragraphs of its own what is to be said of it::

    ```{predict} fig-kinds
    Which kinds of noise help?

    - [ ] All of them.

      Noise does help, but ...
    - [x] Those with the covariance of the gradients.
    ```

or, where a number is to be typed, the option `number`, a number that the page quotes by
`{glue:text}`, `unit`, and below the question what is to be said in any case. What it
names, a figure, "paragraph" for the next one, or both, stays covered until a guess is
made or the reader asks to see it. Without script nothing is covered, and the answer is
folded. The form keeps nothing and sends nothing.

A form of the page's own, since the quizzes of jupyterquiz are drawn by script alone (on
paper, and to who has none, they are not there), and neither it nor others can cover the
figure that would give the answer away.
"""

from __future__ import annotations

import html
import re
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from measured import parsed
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

CHOICE = re.compile(r"^- \[([ x])\] ", re.MULTILINE)
NUMBER = re.compile(r"[+−-]?[\d,]*\.?\d+")


def setup(app: Sphinx) -> dict[str, object]:
    """Add the directive and its script."""
    app.add_directive("predict", Predict)
    app.add_js_file("predict.js")
    return {"parallel_read_safe": True}


class Predict(SphinxDirective):
    """A question with choices, or with a number to type."""

    required_arguments = 0
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = {
        "number": directives.unchanged,
        "unit": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Write the form, around markup that is parsed like any other."""
        question, choices = cut("\n".join(self.content))
        asked = self.env.new_serialno("predict")
        name = f"predict-{asked + 1}"
        if "number" in self.options:
            if choices:
                raise self.error("predict: either choices or a number, not both")
            fields, said = self.typed(name)
            question, _, after = question.partition("\n\n")
            said += parsed(self, after.splitlines())
        elif sum(right for right, *_ in choices) != 1 or len(choices) < 2:
            raise self.error("predict: needs two choices or more, one of them right")
        else:
            fields, said = self.chosen(name, choices)
        covers = html.escape(self.arguments[0] if self.arguments else "")
        return [
            raw(f'<form class="predict" data-covers="{covers}">'),
            raw(f'<div class="predict-asked" id="{name}"><p>Before you look</p>'),
            *parsed(self, question.splitlines()),
            raw("</div>"),
            *fields,
            raw(
                '<p class="predict-buttons"><button type="submit">That is my guess'
                '</button> <button type="button">Show it</button></p>'
                '<details class="predict-answer"><summary>The answer</summary>'
            ),
            *said,
            raw('</details><p class="predict-told" role="status"></p></form>'),
        ]

    def chosen(self, name: str, choices: list) -> tuple[list, list]:
        """The radio buttons, and what is said of each choice."""
        fields = [raw(f'<div role="radiogroup" aria-labelledby="{name}">')]
        said = []
        for i, (right, choice, after) in enumerate(choices):
            words = parsed(self, [choice])[0].children
            label = nodes.paragraph(classes=["predict-choice"])
            button = f'<label><input type="radio" name="{name}" value="{i}"'
            label += raw(button + f"{' data-right' if right else ''}> ")
            label += words
            label += raw("</label>")
            fields.append(label)
            answer = nodes.container(classes=["predict-said", *["right"] * right])
            head = nodes.paragraph()
            head += nodes.strong("", "Yes: " if right else "Not: ")
            head += [word.deepcopy() for word in words]
            answer += head
            answer += parsed(self, after.splitlines())
            said.append(answer)
        return [*fields, raw("</div>")], said

    def typed(self, name: str) -> tuple[list, list]:
        """The field for a number, and the number that was measured."""
        key, unit = self.options["number"], self.options.get("unit", "")
        own = self.env.book_runs.get(self.env.docname, {"numbers": {}})["numbers"]
        if key not in own:
            raise self.error(f"predict: this page quotes no number {key}")
        if not NUMBER.fullmatch(own[key]):
            raise self.error(f"predict: {key} is no plain number but {own[key]!r}")
        plain = own[key].replace(",", "").replace("−", "-")
        field = (
            f'<p class="predict-number"><input type="text" inputmode="decimal" '
            f'size="8" autocomplete="off" aria-labelledby="{name}" '
            f'data-measured="{plain}"> {html.escape(unit)}</p>'
        )
        answer = nodes.container(classes=["predict-said", "right"])
        answer += nodes.paragraph("", f"Measured: {own[key]} {unit}".rstrip() + ".")
        return [raw(field)], [answer]


def cut(text: str) -> tuple[str, list[tuple[bool, str, str]]]:
    """The question, and of each choice whether it is right, its words, what follows."""
    question, *pieces = CHOICE.split(text)
    choices = []
    for mark, piece in zip(pieces[::2], pieces[1::2], strict=True):
        words, _, after = piece.partition("\n\n")
        after = "\n".join(line.removeprefix("  ") for line in after.splitlines())
        choices.append((mark == "x", " ".join(words.split()), after.strip()))
    return question.strip(), choices


def raw(text: str) -> nodes.raw:
    """HTML as it is."""
    return nodes.raw("", text, format="html")
