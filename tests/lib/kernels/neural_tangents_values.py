"""How `neural_tangents_values.json` was made; no test runs this.

In an environment of its own, with the JAX of its time:

    python3 -m venv nt && nt/bin/pip install neural-tangents==0.6.5 jax==0.4.25 \\
        jaxlib==0.4.25 "numpy<2" "scipy<1.13"
    nt/bin/python tests/lib/kernels/neural_tangents_values.py
"""

import json
from pathlib import Path

import jax
import numpy as np

jax.config.update("jax_enable_x64", True)

from neural_tangents import stax  # noqa: E402  after the precision is set

CASES = [(1, 2.0, 0.0), (1, 1.3, 0.4), (2, 2.0, 0.1), (3, 1.7, 0.05), (8, 2.0, 0.0)]


def main() -> None:
    """Kernels of five networks on ten inputs, to all digits."""
    rng = np.random.default_rng(20)
    x1 = rng.standard_normal((6, 5)).round(3)
    x2 = rng.standard_normal((4, 5)).round(3)
    x2[0], x2[1] = 2 * x1[0], -x1[1]
    cases = []
    for depth, weight_variance, bias_variance in CASES:
        std = dict(W_std=weight_variance**0.5, b_std=bias_variance**0.5)
        hidden = [stax.Dense(512, **std), stax.Relu()] * depth
        kernel_fn = stax.serial(*hidden, stax.Dense(1, **std))[2]
        nngp, ntk = (np.asarray(k) for k in kernel_fn(x1, x2, ("nngp", "ntk")))
        cases.append(
            dict(
                depth=depth,
                weight_variance=weight_variance,
                bias_variance=bias_variance,
                nngp=nngp.tolist(),
                ntk=ntk.tolist(),
            )
        )
    values = dict(x1=x1.tolist(), x2=x2.tolist(), cases=cases)
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(values, indent=None) + "\n", "utf8")


if __name__ == "__main__":
    main()
