"""Grading: nbgrader, with students' code shut in and their notebooks rebuilt."""
