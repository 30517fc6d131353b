"""What authors and instructors run: each module is a command, `python -m tools.x`."""
