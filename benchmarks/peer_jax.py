"""The networks of peers.py in JAX: vmap over networks, scan over steps, compiled.

Run by peers.py with the Python of an environment that has JAX and nothing of this
repository. Reads a case from each line, and answers each with a line.
"""

import itertools
import json
import os
import sys
import time
from functools import partial

os.environ["XLA_FLAGS"] = (
    "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
)

import jax
import jax.numpy as jnp

N_TRAIN = 1000


def init(key, sizes):
    params = []
    for fan_in, out in itertools.pairwise(sizes):
        key, one, other = jax.random.split(key, 3)
        draw = partial(jax.random.uniform, minval=-(fan_in**-0.5), maxval=fan_in**-0.5)
        params.append((draw(one, (fan_in, out)), draw(other, (out,))))
    return params


def loss(params, x, y):
    for w, b in params[:-1]:
        x = jax.nn.relu(x @ w + b)
    logs = jax.nn.log_softmax(x @ params[-1][0] + params[-1][1])
    return -jnp.take_along_axis(logs, y[:, None], 1).mean()


@partial(jax.jit, donate_argnums=(0, 1))
def train(params, velocity, x, y, indices):
    """SGD with momentum 0.9 on the images of `indices` [step, network, image]."""

    def one(params, velocity, index):
        gradient = jax.grad(loss)(params, x[index], y[index])
        velocity = jax.tree.map(lambda v, g: 0.9 * v + g, velocity, gradient)
        return jax.tree.map(lambda p, v: p - 0.1 * v, params, velocity), velocity

    def step(state, index):
        return jax.vmap(one)(*state, index), None

    return jax.lax.scan(step, (params, velocity), indices)[0]


class Networks:
    """A number of networks that are trained at once, compiled and warm."""

    def __init__(self, sizes, size, runs, steps):
        self.work = runs * steps
        self.x = jax.random.uniform(jax.random.key(0), (N_TRAIN, sizes[0]))
        self.y = jnp.arange(N_TRAIN) % sizes[-1]
        keys = jax.random.split(jax.random.key(1), runs)
        params = jax.vmap(partial(init, sizes=sizes))(keys)
        self.state = (params, jax.tree.map(jnp.zeros_like, params))
        shape = (steps, runs, size)
        self.indices = jax.random.randint(jax.random.key(2), shape, 0, N_TRAIN)
        self.seconds()

    def seconds(self):
        """CPU seconds a step of one network."""
        start = time.process_time()
        self.state = train(*self.state, self.x, self.y, self.indices)
        jax.block_until_ready(self.state)
        return (time.process_time() - start) / self.work


def main():
    print(json.dumps(f"JAX {jax.__version__}"), flush=True)
    for line in sys.stdin:
        case = json.loads(line)
        if "steps" in case:
            sizes, size = case["sizes"], case["size"]
            tried = [
                Networks(sizes, size, runs, max(4, case["steps"] // runs))
                for runs in case["runs"]
            ]
            # As many networks at once as suits it best.
            best = min(tried, key=lambda n: min(n.seconds() for _ in range(3)))
            answer = best.indices.shape[1]
            del tried
        else:
            answer = best.seconds()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
