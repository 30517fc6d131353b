# It ends at the bound, as the chapter's networks do.
answer_end = 40
