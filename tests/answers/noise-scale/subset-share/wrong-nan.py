# Not a number.
answer_share = float("nan")
