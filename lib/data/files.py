"""MNIST's four original files: read from a folder or fetched, and always verified.

A file is used only if what it holds, unpacked, has the SHA-256 of the original,
wherever it came from and whoever packed it. It enters the cache under its own name only
when it is whole, so that a download that fails, for whatever reason, leaves nothing
behind.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import zlib
from pathlib import Path

import numpy as np

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)


SHA256 = {
    "train-images-idx3-ubyte.gz": (
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"
    ),
    "train-labels-idx1-ubyte.gz": (
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"
    ),
    "t10k-images-idx3-ubyte.gz": (
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"
    ),
    "t10k-labels-idx1-ubyte.gz": (
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"
    ),
    "train-images-idx3-ubyte": (
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    ),
    "train-labels-idx1-ubyte": (
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
    ),
    "t10k-images-idx3-ubyte": (
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    ),
    "t10k-labels-idx1-ubyte": (
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
    ),
}


# Seconds: to connect, and then between two packets.
TIMEOUT = (10.0, 30.0)


def read_idx(name: str, root: str | os.PathLike | None = None) -> np.ndarray:
    """Contents of one MNIST file, by its name without `.gz`.

    Parameters
    ----------
    name
        One of `{train,t10k}-{images-idx3,labels-idx1}-ubyte`.
    root
        Folder to look in first, for `name.gz`, then for `name`. What is found there is
        what is read; it is never changed, and never passed over for a download. What
        is not there is fetched to the user's cache, where the next call finds it.

    Returns
    -------
    numpy.ndarray
        uint8 `[n, 28, 28]` (images) or `[n]` (labels).

    Raises
    ------
    ValueError
        If `root` is not a folder.
    OSError
        If a file is truncated or altered, cannot be read, cannot be downloaded from
        any mirror, or cannot be written to the cache.
    """
    path = _in_folder(name, root) or _fetch(f"{name}.gz")
    content = _verified_content(path, name)
    try:
        return parse_idx(content)
    except ValueError as error:
        raise OSError(f"{path} is not a whole IDX file: {error}") from None


def parse_idx(raw: bytes) -> np.ndarray:
    """Array held by the bytes of an IDX file of unsigned bytes.

    The format is: 0, 0, a type (8 is uint8), the number of dimensions; then each
    dimension as a big-endian 32-bit integer; then the entries, last index fastest.

    Raises
    ------
    ValueError
        If the header is another one, or the length is not what it announces.
    """
    if len(raw) < 4 or raw[:3] != b"\x00\x00\x08":
        raise ValueError(f"it starts with {raw[:4].hex(' ')}, not 00 00 08")
    start = 4 + 4 * raw[3]
    if len(raw) < start:
        raise ValueError(f"it ends within its header, after {len(raw)} bytes")
    shape = [int(size) for size in np.frombuffer(raw[4:start], ">u4")]
    announced = start + int(np.prod(shape, dtype=object))
    if len(raw) != announced:
        raise ValueError(f"it has {len(raw)} bytes, and announces {announced}")
    return np.frombuffer(raw, np.uint8, offset=start).reshape(shape)


def check_root(root: str | os.PathLike | None) -> Path | None:
    """`root` as a path; ValueError unless it is None or a folder that exists."""
    if root is None:
        return None
    if not isinstance(root, str | os.PathLike) or not Path(root).expanduser().is_dir():
        raise ValueError(
            f"root must be a folder that exists, holding MNIST's files, not {root!r}; "
            "leave it out to have them downloaded"
        )
    return Path(root).expanduser()


def _in_folder(name: str, root: str | os.PathLike | None) -> Path | None:
    """Path of `name` in `root`, compressed or not; None if it is not there."""
    folder = check_root(root)
    if folder is None:
        return None
    # Asking path.exists() would pass over a dangling link or a folder one may not read.
    present = os.listdir(folder)
    return next((folder / n for n in (f"{name}.gz", name) if n in present), None)


def _verified_content(path: Path, name: str) -> bytes:
    """What the file at `path` holds, unpacked; OSError unless it is the original's."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise OSError(error.errno, f"cannot read {path}: {error.strerror}") from error
    try:
        content = gzip.decompress(raw) if path.suffix == ".gz" else raw
        found = hashlib.sha256(content).hexdigest()
    except (EOFError, OSError, zlib.error) as error:
        found = f"none, since it cannot be unpacked ({error})"
    if found != SHA256[name]:
        raise OSError(
            f"{path} is not the original MNIST file: the SHA-256 of what it holds is "
            f"{found}, not {SHA256[name]}, so it is truncated or altered. It was left "
            "as it is: replace it, or move it away to have the original downloaded"
        )
    return content


def _fetch(file: str) -> Path:
    """Path of `file` in the user's cache, downloaded unless it is there intact."""
    import pooch
    import requests

    cache = pooch.os_cache("why-deep-nets-generalise")
    downloader = pooch.HTTPDownloader(
        progressbar=True, chunk_size=2**16, timeout=TIMEOUT
    )
    advice = "or get the file by other means and give its folder as root"
    failures = []
    for mirror in MIRRORS:
        try:
            # Verifies a temporary file, and only then moves it to its name.
            path = pooch.retrieve(
                mirror + file, SHA256[file], file, cache, downloader=downloader
            )
            return Path(path)
        except (requests.RequestException, ValueError) as error:
            failures.append(f"{mirror}: {error}")
        except OSError as error:
            # Another mirror would not help; pooch drops the number of this one error.
            number = error.errno or errno.EACCES
            raise OSError(
                number,
                f"cannot keep {file} in {cache} ({error}): make it writable, with 12 "
                f"MB free, {advice}",
            ) from error
    raise OSError(
        f"cannot download {file}: try again when connected, {advice}. What each mirror "
        "answered:\n" + "\n".join(failures)
    )
