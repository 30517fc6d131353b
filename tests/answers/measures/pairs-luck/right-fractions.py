# Exact fractions, setting by setting.
from fractions import Fraction
from math import factorial


def luck(measure, error, settings):
    """Chance of so much order, or more, within settings: three lists [n]."""
    ways, wrong, total = {0: 1}, 0, 1
    for s in set(settings):
        m = [measure[i] for i in range(len(settings)) if settings[i] == s]
        e = [error[i] for i in range(len(settings)) if settings[i] == s]
        n = len(m)
        wrong += sum((m[i] < m[j]) != (e[i] < e[j]) for i in range(n) for j in range(i))
        total *= factorial(n)
        for newcomer in range(1, n):
            after = {}
            for k, number in ways.items():
                for more in range(newcomer + 1):
                    after[k + more] = after.get(k + more, 0) + number
            ways = after
    return float(Fraction(sum(w for k, w in ways.items() if k <= wrong), total))
