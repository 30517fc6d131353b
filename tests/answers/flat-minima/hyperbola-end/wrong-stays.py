# It ends where it began, as gradient flow would.
answer_end = 41
