# Two orders and their reverses, as lists.
def orders(n):
    """At most n orders, without chance, of which the penalty is left."""
    one = list(range(n))
    two = one[::2] + one[1::2]
    return [one, one[::-1], two, two[::-1]]
