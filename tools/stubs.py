"""What stands in a student's notebook in place of a solution.

Apart from `tools.sheets`, because the grading environment lacks what that imports.
"""

PROSE = "*Your answer here.*"


def code(grade_id: str) -> str:
    """The line that stands in for code: an error that names the question."""
    return f'raise NotImplementedError("{message(grade_id)}")'


def message(grade_id: str) -> str:
    """What a check says of a question that has no answer."""
    return f"{grade_id} is not answered yet"
