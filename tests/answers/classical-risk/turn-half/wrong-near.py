# Off by more than half a unit, where a tenth was asked for.
answer_exponent = -26.3
