# Labels tossed independently, not a hundred of each sign.
answer_runs = 1 + 199 / 2
