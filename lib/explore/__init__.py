"""Figures to play with: sliders that work on a static page and in a live notebook.

Taught in how-we-measure, used by every chapter. In order: `choices` checks what the
sliders may be set to, `frames` draws and writes the static page, `widgets` puts both
together.
"""

from lib.explore.widgets import explore

__all__ = ["explore"]
