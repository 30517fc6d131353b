"""Train many networks at once: sweeps over the settings of SGD, in minutes.

Taught in noise-scale and momentum, and used by many-minima::

    runs = sweep(lr=[0.05, 0.1], batch_size=[4, 16, 64], seed=range(8))
    result = train_ensemble(runs, data, steps=2000, eval_at=[500, 2000])
    result.test_accuracy            # [48 runs, 2 evaluations]

A run of it is what PyTorch's own loop gives with `torch.optim.SGD`, one network at a
time, up to rounding. In order: `settings` (what a run is), `draws` (all that is
random), `products` (which library multiplies), `mlp` (one step of many ReLU networks),
`modules` (of any other network), `stacks` (what the two have in common), `block`
(training, divergence, scores), `schedule` (who trains what), `cache` (what is kept),
`threads`, `promise` (whether a run is the same alone and among others, here), and
`train`, which calls them.
"""

from lib.ensemble.promise import exact
from lib.ensemble.settings import Run, sweep
from lib.ensemble.train import Ensemble, stream_ensemble, train_ensemble

__all__ = ["Ensemble", "Run", "exact", "stream_ensemble", "sweep", "train_ensemble"]
