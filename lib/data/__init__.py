"""MNIST in small balanced sets, and ways to spoil it.

Taught in how-we-measure (the digits) and random-labels (spoiled labels and pixels). In
order: `digits` deals the sets, `files` finds the originals, `labels` and `pixels` spoil
what a network could have learnt, `tasks` are the two that chapters share.
"""

from lib.data.digits import Split, mnist
from lib.data.labels import corrupt_labels, permute_labels, poison, signs
from lib.data.pixels import gaussian_pixels, shuffle_each_image, shuffle_pixels
from lib.data.tasks import TwoDigits, projected_mnist, two_digits

__all__ = [
    "Split",
    "TwoDigits",
    "corrupt_labels",
    "gaussian_pixels",
    "mnist",
    "permute_labels",
    "poison",
    "projected_mnist",
    "shuffle_each_image",
    "shuffle_pixels",
    "signs",
    "two_digits",
]
