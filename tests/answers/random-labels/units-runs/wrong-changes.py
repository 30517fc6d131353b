# Counts the changes of label, which are one fewer than the runs.
answer_runs = 199 * 100 / 199
