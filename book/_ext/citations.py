"""Author-year citations in round brackets: Smith and Le (2018)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import sphinxcontrib.bibtex.plugin
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

round_brackets = partial(BracketStyle, left="(", right=")")


@dataclass
class AuthorYearRound(AuthorYearReferenceStyle):
    """sphinxcontrib-bibtex's author-year style, but for the brackets."""

    bracket_textual: BracketStyle = field(default_factory=round_brackets)
    bracket_parenthetical: BracketStyle = field(default_factory=round_brackets)


def setup(app: Sphinx) -> dict[str, object]:
    """Make the style known as `author_year_round`."""
    sphinxcontrib.bibtex.plugin.register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "author_year_round", AuthorYearRound
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
