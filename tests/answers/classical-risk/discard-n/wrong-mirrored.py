# As far above p as the best N is below it.
answer_n = 57
