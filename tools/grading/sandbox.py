"""The command that shuts a kernel in: no network, few files, bounded resources.

bubblewrap gives the kernel namespaces of its own (processes, network, mounts) and shows
it `/usr`, the book's environment, `lib` and an empty `/tmp`: no home, no course, no
keys. prlimit bounds each of its processes. Where the grader is root, the kernel runs as
the user "nobody", because root is exempt from the limit on processes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
# Memory ("data") counts what a process may write to, not the libraries that it maps:
# torch takes 0.3 GB of it, and no sheet may take more than 1.5. All are per process.
LIMITS = {"data": 3 * 2**30, "as": 16 * 2**30, "fsize": 64 * 2**20, "core": 0}
LIMITS |= {"cpu": 900, "nproc": 128}
SCRATCH = 256 * 2**20
AS_NOBODY = f"setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups --".split()
SETTING = {"PATH": "/usr/bin", "HOME": "/tmp", "USER": "student", "LANG": "C.UTF-8"}
SETTING |= {"PYTHONPATH": "/book", "OMP_NUM_THREADS": "1", "MPLBACKEND": "agg"}


def missing() -> str:
    """Why nothing can be shut in on this machine; empty where it can."""
    absent = [
        name for name in ("bwrap", "prlimit", "setpriv") if not shutil.which(name)
    ]
    if absent:
        return f"{' and '.join(absent)} not found (packages bubblewrap, util-linux)"
    trial = [*_walls(), "--", *_bounds(), "true"]
    done = subprocess.run(trial, capture_output=True, text=True)
    return f"bwrap does not work here: {done.stderr}" if done.returncode else ""


def python() -> Path:
    """The interpreter of the book's environment, in which students' code runs."""
    return (ROOT / ".venv").resolve() / "bin" / "python"


def command(folder: Path) -> list[str]:
    """What to put before a command so that it sees, besides the system, only `folder`.

    Parameters
    ----------
    folder
        Where the kernel may write its sockets; the same path inside and outside.
    """
    if _is_root():
        for path in (folder, *folder.iterdir()):
            os.chown(path, NOBODY, NOBODY)
    binary, shown = python(), [python().parents[1]]
    while binary.is_symlink():
        binary = binary.parent / os.readlink(binary)
        shown.append(binary.parents[1])
    words = _mount("--bind", folder, folder)
    words += _mount("--ro-bind", ROOT / "lib", Path("/book/lib"))
    for path in shown:
        words += _mount("--ro-bind", path, path)
    for name, value in SETTING.items():
        words += ["--setenv", name, value]
    return [*_walls(), *words, "--remount-ro", "/", "--", *_bounds()]


def _is_root() -> bool:
    return os.geteuid() == 0


def _walls() -> list[str]:
    words = "bwrap --unshare-ipc --unshare-pid --unshare-net --unshare-uts".split()
    words += "--die-with-parent --new-session --clearenv --cap-drop ALL".split()
    if _is_root():
        words += "--cap-add CAP_SETUID --cap-add CAP_SETGID".split()
    else:
        words += ["--unshare-user"]
    for name in ("bin", "sbin", "lib", "lib64"):
        if Path("/", name).is_symlink():
            words += ["--symlink", f"usr/{name}", f"/{name}"]
        else:
            words += ["--ro-bind-try", f"/{name}", f"/{name}"]
    for path in ("/usr", "/etc/alternatives", "/etc/ld.so.cache", "/etc/localtime"):
        words += ["--ro-bind-try", path, path]
    words += "--proc /proc --dev /dev --chdir /tmp".split()
    for path in ("/dev/shm", "/tmp"):
        words += ["--perms", "1777", "--size", str(SCRATCH), "--tmpfs", path]
    return [*words, "--remount-ro", "/dev"]


def _bounds() -> list[str]:
    limits = [f"--{name}={value}" for name, value in LIMITS.items()]
    return [*(AS_NOBODY if _is_root() else []), "prlimit", *limits, "--"]


def _mount(kind: str, source: Path, target: Path) -> list[str]:
    """A mount, in folders that "nobody" may enter."""
    words = []
    for parent in [*target.parents][-2::-1]:
        if parent != Path("/tmp"):
            words += ["--perms", "0755", "--dir", str(parent)]
    return [*words, kind, str(source), str(target)]
