"""A small MNIST in the files of the original, in folders and on servers."""

import gzip
import hashlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pooch
import pytest
import torch

from lib.data import digits as digits_module
from lib.data import files as files_module

REAL = Path(__file__).parents[2].parent / "shared" / "data" / "mnist"


def images(x):
    """The bytes of each image, which tell it from every other."""
    return [row.numpy().tobytes() for row in (x * 255).round().to(torch.uint8)]


NAMES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)


SMALL = {
    "train": (5, 7, 6, 6, 6, 4, 6, 7, 6, 5),
    "t10k": (3, 4, 4, 3, 3, 2, 3, 4, 3, 3),
}


def idx(array):
    header = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">u4").tobytes()
    return header + array.astype(np.uint8).tobytes()


def sha256(content):
    return hashlib.sha256(content).hexdigest()


class Small:
    """A small MNIST: what its files hold, where they are, and what was asked for."""

    def __init__(self, folder, cache):
        self.folder, self.cache = folder, cache
        self.arrays, self.originals, self.asked = {}, {}, []
        rng = np.random.default_rng(0)
        for part, sizes in SMALL.items():
            y = rng.permutation(np.repeat(np.arange(10), sizes))
            x = rng.integers(0, 256, (len(y), 28, 28))
            self.arrays[f"{part}-images-idx3-ubyte"] = x
            self.arrays[f"{part}-labels-idx1-ubyte"] = y
        for name, array in self.arrays.items():
            self.originals[name] = idx(array)
            self.originals[f"{name}.gz"] = gzip.compress(idx(array))

    def put(self, *files):
        for file in files:
            (self.folder / file).write_bytes(self.originals[file])

    def cached(self):
        """Names of all files below the cache, temporary ones too."""
        return sorted(p.name for p in self.cache.rglob("*") if not p.is_dir())

    def pairs(self, part):
        """Each image of a part, as bytes, with its label."""
        x, y = (self.arrays[name] for name in NAMES if name.startswith(part))
        return {
            (row.astype(np.uint8).tobytes(), int(d))
            for row, d in zip(x, y, strict=True)
        }


@pytest.fixture
def small(tmp_path, monkeypatch):
    (tmp_path / "files").mkdir()
    small = Small(tmp_path / "files", tmp_path / "home" / "cache")
    sums = {file: sha256(content) for file, content in small.originals.items()}
    monkeypatch.setattr(files_module, "SHA256", sums)
    monkeypatch.setattr(files_module, "MIRRORS", ())
    monkeypatch.setattr(digits_module, "COUNTS", digits_module.COUNTS | SMALL)
    monkeypatch.setattr(pooch, "os_cache", lambda project: small.cache)
    for variable in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(variable, "127.0.0.1")
    return small


@pytest.fixture
def server(small, monkeypatch):
    """Address of a server whose answer depends on the folder it is asked for."""
    monkeypatch.setattr(files_module, "TIMEOUT", (1.0, 0.3))
    done = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            manner, file = self.path.strip("/").split("/")
            small.asked.append((manner, file))
            content = small.originals[file]
            if manner == "error":
                return self.send_error(500)
            if manner == "missing" and file.startswith("t10k"):
                return self.send_error(404)
            self.send_response(200)
            length = len(content) // 2 if manner == "short" else len(content)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            if manner == "wrong":
                content = bytes(255 - byte for byte in content)
            if manner in ("short", "dropped", "stalled"):
                content = content[: len(content) // 2]
            self.wfile.write(content)
            if manner == "stalled":
                self.wfile.flush()
                done.wait(5)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        done.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def mirrors(small, server, monkeypatch):
    """Function that names the mirrors to try, by what each answers."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{unused.getsockname()[1]}/"

    def choose(*manners):
        bases = [dead if m == "dead" else f"{server}/{m}/" for m in manners]
        monkeypatch.setattr(files_module, "MIRRORS", tuple(bases))
        return bases

    return choose


needs_real = pytest.mark.skipif(
    not REAL.is_dir(), reason="the folder ../shared/data/mnist is not on this machine"
)
