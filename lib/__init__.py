"""The map: what the chapters import, one door per idea, a line a door.

To measure and to show:
`lib.seeds`         where every random draw comes from
`lib.claims`        sentences that fail the page when the numbers do not bear them
`lib.style`         the look of the figures
`lib.explore`       figures with sliders

Data and training:
`lib.data`          MNIST in small balanced sets, and ways to spoil it
`lib.training`      one network, until it fits
`lib.ensemble`      sweeps of many networks at once

Ideas, in the order of the book:
`lib.capacity`      bounds, shattering, no free lunch
`lib.memorization`  fitting any labels at all
`lib.kernels`       interpolation of least norm, kernels of infinite and finite networks
`lib.evidence`      Bayesian evidence: exact, Laplace, EP, particles, codes
`lib.flatness`      Hessians, sharpness, symmetry, local entropy
`lib.perceptron`    sign perceptrons: counted, and learnt at a load and a temperature
`lib.noise`         the noise of SGD: scale, shape, rest, currents, best batch; Langevin
`lib.minima`        minima found by guessing, search and descent
`lib.deep_linear`   the same functions, other minima: diagonal nets, products, margins
`lib.measures`      what weights and margins say without a test set; ranking, PAC-Bayes

Behind them: `lib.checks` refuses bad input, `lib.rounding` makes products round alike.
A door with several rooms is a package, whose docstring says in which order to read
them.
"""

import lib.rounding  # noqa: F401  for its effect, before anything else calls MKL
