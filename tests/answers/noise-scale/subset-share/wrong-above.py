# The other root of f(1-f) = 1/6, above one half.
answer_share = (3 + 3**0.5) / 6
