"""Run a figure at its paper's size, and keep what was run: `python -m tools.paper`.

`figures` lists what can be run, `sweeps` (by the engine), `networks` and `completion`
(one after the other) run it, `executors` says where, and `record` keeps each finished
row, with its provenance, in a file under `book/results/`.
"""
