"""How long a page takes to read, counted from its source."""

from __future__ import annotations

import re

from tools.myst import Directive, directives

# Prose of this kind is read at some 200 words a minute; a line of code that is shown, a
# formula of its own line and one in the text take so many seconds.
WORDS_A_MINUTE = 200
CODE_LINE, FORMULA, SYMBOLS = 4, 15, 2

DISPLAYED = re.compile(r"\$\$.+?\$\$", re.DOTALL)
INLINE = re.compile(r"\$[^$\n]+\$")
MARKUP = re.compile(r"\{[\w:-]+\}`[^`]*`|\]\([^)]*\)|[#>*_`$|-]+")
WORD = re.compile(r"\w[\w'’.-]*")


def minutes(source: str) -> int:
    """Minutes to read a page, to the next five: words, code that is shown, formulas."""
    seconds = _seconds(source.partition("\n---\n")[2] or source)
    return max(5, 5 * round(seconds / 300))


def _seconds(text: str) -> float:
    total, prose = 0.0, []
    for part in directives(text):
        if isinstance(part, str):
            prose.append(part)
        elif part.name == "code-cell":
            total += 0 if _folded(part) else CODE_LINE * _lines(part.body)
        else:
            total += _seconds(f"{part.argument}\n{part.body}")
    words = "".join(prose)
    total += FORMULA * len(DISPLAYED.findall(words))
    words = DISPLAYED.sub("", words)
    total += SYMBOLS * len(INLINE.findall(words))
    words = MARKUP.sub(" ", INLINE.sub("", words))
    return total + 60 * len(WORD.findall(words)) / WORDS_A_MINUTE


def _folded(cell: Directive) -> bool:
    # Its options, in either form, stand above its body.
    return "hide-" in cell.source.partition(cell.body)[0]


def _lines(code: str) -> int:
    return sum(bool(line.strip()) for line in code.splitlines())
