"""Steps of SGD in a CPU-second, beside its peers: python benchmarks/peers.py.

Five ways to train networks with momentum 0.9 on one thread, in processes of their own
that take turns, so that a busy machine disturbs them alike:

- the engine of `lib.ensemble`, with the library of products that it chooses here, and
  with either library forced on it;
- JAX: vmap over networks, scan over steps, compiled, in an environment that is made for
  it (peer_jax.py);
- torch.func: vmap(grad) over stacked networks;
- a DataLoader, an nn.Sequential and torch.optim.SGD, one network at a time.

JAX and torch.func get their batches drawn beforehand, and as many networks at once as
suits them best; the engine draws its own, and cuts 128 networks (8 large ones) as it
does. What it costs to set up and to score is left out everywhere. What cannot be
installed is left out, with a sentence that says so. About five minutes.
"""

from __future__ import annotations

import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1]))

N_TRAIN, REPEATS = 1000, 7
TOY, PAPER = (32, 64, 10), (784, 800, 10)
CASES = [(TOY, size) for size in (1, 16, 64, 256)]
CASES += [(PAPER, size) for size in (1, 16, 64, 256)]
# Steps, of all networks together, that take about half a second.
STEPS = {TOY: {1: 200_000, 16: 60_000, 64: 20_000, 256: 6_000}}
STEPS[PAPER] = {1: 2_000, 16: 800, 64: 320, 256: 100}
# Networks at once among which torch.func and JAX have the choice.
RUNS = {TOY: (8, 16, 32, 64), PAPER: (1, 2, 4, 8)}


def engine(forced: bool | None) -> Callable:
    """Times the engine; with oneDNN or MKL where `forced` says which."""
    from lib.data.digits import Split
    from lib.ensemble import products
    from lib.ensemble.settings import sweep
    from lib.ensemble.train import train_ensemble

    if forced is not None:
        products._is_zen5 = lambda: forced

    def prepare(sizes: tuple, size: int) -> Callable[[], float]:
        import torch

        x, y = torch.rand(N_TRAIN + 2, sizes[0]), torch.arange(N_TRAIN + 2) % 10
        data = Split(x[2:], y[2:], x[:2], y[:2])
        runs = sweep(0.1, 0.9, size, N_TRAIN, 0.0, range(128 if sizes == TOY else 8))
        long = max(8, STEPS[sizes][size] // len(runs))
        options = dict(hidden=sizes[1:-1], eval_at=[0], progress=False)

        def seconds() -> float:
            """Of the steps after the first quarter: all else cancels."""
            spent = []
            for steps in (long // 4, long):
                start = time.process_time()
                train_ensemble(runs, data, steps=steps, **options)
                spent.append(time.process_time() - start)
            return (spent[1] - spent[0]) / (long - long // 4) / len(runs)

        return seconds

    return prepare


def torch_func() -> Callable:
    """Times stacked networks with the gradients of vmap(grad)."""
    import torch
    from torch import nn
    from torch.func import functional_call, grad, stack_module_state, vmap

    def networks(sizes: tuple, size: int, runs: int) -> Callable[[], float]:
        steps = max(4, STEPS[sizes][size] // 4 // runs)
        nets = [network(sizes) for _ in range(runs)]
        params, buffers = stack_module_state(nets)
        params = {name: p.detach() for name, p in params.items()}
        velocity = {name: torch.zeros_like(p) for name, p in params.items()}
        x, y = torch.rand(N_TRAIN, sizes[0]), torch.arange(N_TRAIN) % 10
        indices = torch.randint(0, N_TRAIN, (steps, runs, size))
        base = nets[0].to("meta")

        def loss(params, buffers, x, y):
            logits = functional_call(base, (params, buffers), (x,))
            return nn.functional.cross_entropy(logits, y)

        gradient = vmap(grad(loss))

        def seconds() -> float:
            start = time.process_time()
            for index in indices:
                found = gradient(params, buffers, x[index], y[index])
                for name, p in params.items():
                    p.add_(velocity[name].mul_(0.9).add_(found[name]), alpha=-0.1)
            return (time.process_time() - start) / steps / runs

        seconds()
        return seconds

    def prepare(sizes: tuple, size: int) -> Callable[[], float]:
        tried = [networks(sizes, size, runs) for runs in RUNS[sizes]]
        return min(tried, key=lambda seconds: min(seconds(), seconds()))

    return prepare


def loop() -> Callable:
    """Times one network as PyTorch's tutorials train it."""
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset

    def prepare(sizes: tuple, size: int) -> Callable[[], float]:
        steps = max(20, STEPS[sizes][size] // 200)
        x, y = torch.rand(N_TRAIN, sizes[0]), torch.arange(N_TRAIN) % 10
        net, rows = network(sizes), TensorDataset(x, y)
        optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)

        def batches():
            while True:
                yield from DataLoader(rows, batch_size=size, shuffle=True)

        def seconds() -> float:
            start = time.process_time()
            for x, y in itertools.islice(batches(), steps):
                optimizer.zero_grad()
                nn.functional.cross_entropy(net(x), y).backward()
                optimizer.step()
            return (time.process_time() - start) / steps

        seconds()
        return seconds

    return prepare


def network(sizes: tuple):
    from torch import nn

    n_in, hidden, n_out = sizes
    return nn.Sequential(nn.Linear(n_in, hidden), nn.ReLU(), nn.Linear(hidden, n_out))


WORKERS = {
    "engine": lambda: engine(None),
    "MKL": lambda: engine(False),
    "oneDNN": lambda: engine(True),
    "torch.func": torch_func,
    "loop": loop,
}


def work(name: str) -> None:
    """Serve, as peer_jax.py does, one line for each line."""
    prepare = WORKERS[name]()
    import torch

    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    print(json.dumps(f"PyTorch {torch.__version__}"), flush=True)
    seconds = None
    for line in sys.stdin:
        case = json.loads(line)
        if "sizes" in case:
            seconds = prepare(tuple(case["sizes"]), case["size"])
            print(json.dumps(True), flush=True)
        else:
            print(json.dumps(seconds()), flush=True)


class Peer:
    """A process that times one way of training, when it is asked."""

    def __init__(self, *command: str) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.version = self._answer()

    def ask(self, **case) -> object:
        """Its answer to a case, or, with none, its CPU seconds a step."""
        print(json.dumps(case), file=self.process.stdin, flush=True)
        return self._answer()

    def _answer(self) -> object:
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.process.args} ended: see its message above")
        return json.loads(line)


def with_jax(folder: str) -> Peer | None:
    """A peer with JAX in a new environment; None, and a sentence, if there is none."""
    try:
        venv.create(folder, with_pip=True)
        found = [Path(folder) / where for where in ("bin/python", "Scripts/python.exe")]
        python = str(next(path for path in found if path.exists()))
        install = [python, "-m", "pip", "install", "-q", "jax"]
        subprocess.run(install, check=True, capture_output=True, text=True)
        return Peer(python, str(HERE.with_name("peer_jax.py")))
    except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
        lines = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        print(f"JAX is left out: it does not install here ({lines[-1]})\n")
        return None


def main() -> None:
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        peers = {name: Peer(sys.executable, str(HERE), name) for name in WORKERS}
        jax = with_jax(folder)
        if jax:
            peers["JAX"] = jax
        from tools.paper.machine import processor

        print(f"{processor()}; {', '.join({p.version for p in peers.values()})}")
        print("\nThousands of steps of one network in a CPU-second:\n")
        print("| network | B | " + " | ".join(peers) + " |")
        print("|---" * (len(peers) + 2) + "|")
        for sizes, size in CASES:
            case = dict(sizes=sizes, size=size, runs=RUNS[sizes])
            for peer in peers.values():
                peer.ask(steps=STEPS[sizes][size], **case)
            times = {name: [] for name in peers}
            for _ in range(REPEATS):
                for name, peer in peers.items():
                    times[name].append(peer.ask())
            rates = [f"{1e-3 / statistics.median(times[name]):.3g}" for name in peers]
            print("|", " | ".join(["-".join(map(str, sizes)), str(size), *rates]), "|")
        for peer in peers.values():
            peer.process.stdin.close()
            peer.process.wait()
    print(f"\n{time.perf_counter() - start:.0f} s in all")


if __name__ == "__main__":
    work(sys.argv[1]) if len(sys.argv) > 1 else main()
