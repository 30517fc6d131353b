"""Environments: what is wrong with one is found out, and PyTorch's build is chosen."""

import http.server
import os
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import ClassVar

import pytest

from tools import environment

ROOT = Path(__file__).parents[2]
HERE = "{}.{}".format(*sys.version_info[:2])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / ".venv"
    assert environment.make(folder) == 0
    return folder


@pytest.fixture
def venv(made, tmp_path):
    """A copy that may be spoilt; its programs name the folder that it is in."""
    folder = tmp_path / ".venv"
    subprocess.run(["cp", "-a", made, folder], check=True)
    pip = folder / "bin/pip"
    pip.write_text(pip.read_text().replace(str(made), str(folder)))
    (folder / environment.DONE).touch()
    assert environment.fault(folder) is None
    return folder


def older(folder):
    settings = folder / "pyvenv.cfg"
    settings.write_text(
        settings.read_text().replace(f"version = {HERE}", "version = 3.9")
    )


def without_pip(folder):
    (folder / "bin/pip").unlink()


def without_python(folder):
    for program in folder.glob("bin/python*"):
        program.unlink()
    (folder / "bin/python").symlink_to("/nowhere/python3")


def begun(folder):
    (folder / "pyvenv.cfg").unlink()


FAULTS = {
    "Python 3.9": older,
    "no pip": without_pip,
    "Python is gone": without_python,
    "not whole": begun,
}


@pytest.mark.parametrize("why", FAULTS)
def test_a_fault_is_said_and_the_environment_made_anew(venv, why, capsys):
    FAULTS[why](venv)
    environment.check(venv)
    assert why in capsys.readouterr().err
    assert not (venv / environment.DONE).exists()
    assert environment.make(venv) == 0
    assert environment.fault(venv) is None


def test_a_renamed_folder_is_noticed(venv, capsys):
    moved = venv.rename(venv.with_name("moved"))
    environment.check(moved)
    assert "another name" in capsys.readouterr().err


def test_a_sound_one_is_left_as_it_is(venv, capsys):
    before = (venv / "bin/pip").stat().st_mtime_ns
    environment.check(venv)
    assert environment.make(venv) == 0
    assert (venv / environment.DONE).exists()
    assert (venv / "bin/pip").stat().st_mtime_ns == before
    assert capsys.readouterr() == ("", "")


def test_nothing_is_said_of_one_that_is_not_there(tmp_path, capsys):
    environment.check(tmp_path / "none")
    assert capsys.readouterr() == ("", "")


def test_an_old_python_is_told_which_is_needed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(environment.sys, "version_info", (3, 8, 1))
    assert environment.make(tmp_path / ".venv") == 1
    said = capsys.readouterr().err
    assert "needs Python 3.10 or later, and this is 3.8" in said
    assert "PYTHON=python3.11" in said
    assert not (tmp_path / ".venv").exists()


def test_it_can_be_read_by_an_old_python():
    """Or it could not say that it is too old."""
    source = (ROOT / "tools/environment.py").read_text()
    compile(source, "environment", "exec", dont_inherit=True)
    import ast

    ast.parse(source, feature_version=(3, 7))


def test_where_no_environment_can_be_made_the_reason_is_a_sentence(tmp_path):
    """As on Debian without python3-venv, and on the next try again."""
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho ensurepip is not available\nexit 1\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    code = (
        "import sys; from tools import environment as e; from pathlib import Path\n"
        f"sys.executable = {str(program)!r}\n"
        f"sys.exit(e.make(Path({str(tmp_path / 'v')!r})))"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 1 and "Traceback" not in done.stderr
        assert "python3-venv" in done.stderr and "ensurepip" in done.stderr
        assert not (tmp_path / "v").exists()


class Index(http.server.BaseHTTPRequestHandler):
    """An index with one page, which says what was asked for."""

    asked: ClassVar[list[str]] = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(200 if self.path == "/whl/torch/" else 404)
        self.end_headers()
        self.wfile.write(b"<html></html>")

    def log_message(self, *arguments):
        pass


@pytest.fixture
def index():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Index)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Index.asked = []
    yield f"http://127.0.0.1:{server.server_port}/whl"
    server.shutdown()
    server.server_close()


@pytest.fixture
def installed(monkeypatch):
    """The commands that would have been run."""
    commands = []

    def run(command, **options):
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(environment.subprocess, "run", run)
    monkeypatch.setattr(environment.platform, "system", lambda: "Linux")
    monkeypatch.delenv("GPU", raising=False)
    return commands


def test_torch_alone_is_taken_from_the_index(index, installed, monkeypatch):
    monkeypatch.setenv("TORCH_INDEX", index)
    assert environment.torch(Path("v"), "torch==2.13.0") == 0
    (command,) = installed
    assert command[0] == str(Path("v/bin/python"))
    at = command.index("--index-url")
    assert command[at + 1] == index and command[-1] == "torch==2.13.0"
    assert "--no-deps" in command and "--extra-index-url" not in command
    assert Index.asked == ["/whl/torch/"]


@pytest.mark.parametrize("system", ["Darwin", "Windows"])
def test_elsewhere_the_ordinary_build_is_for_cpu(index, installed, monkeypatch, system):
    monkeypatch.setenv("TORCH_INDEX", index)
    monkeypatch.setattr(environment.platform, "system", lambda: system)
    assert environment.torch(Path("v"), "torch") == 0
    assert not installed and not Index.asked


def test_one_word_asks_for_the_build_with_cuda(index, installed, monkeypatch):
    monkeypatch.setenv("TORCH_INDEX", index)
    monkeypatch.setenv("GPU", "1")
    assert environment.torch(Path("v"), "torch") == 0
    assert not installed and not Index.asked


def test_an_index_that_is_not_there_is_passed_over(installed, monkeypatch, capsys):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("TORCH_INDEX", f"http://127.0.0.1:{port}")
    assert environment.torch(Path("v"), "torch") == 0
    assert not installed and "does not answer" in capsys.readouterr().out


def test_an_index_that_is_silent_is_waited_for_once_and_for_three_seconds(
    installed, monkeypatch
):
    assert environment.PATIENCE == 3
    monkeypatch.setattr(environment, "PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("TORCH_INDEX", f"http://127.0.0.1:{silent.getsockname()[1]}")
        start = time.monotonic()
        assert environment.torch(Path("v"), "torch") == 0
        assert time.monotonic() - start < 30 and not installed


def test_an_index_without_the_version_leaves_it_to_pip(index, monkeypatch, capsys):
    monkeypatch.setenv("TORCH_INDEX", index)
    monkeypatch.setattr(environment.platform, "system", lambda: "Linux")
    monkeypatch.setattr(
        environment.subprocess,
        "run",
        lambda command: subprocess.CompletedProcess(command, 1),
    )
    assert environment.torch(Path("v"), "torch==99") == 0
    assert "has no torch==99" in capsys.readouterr().out


def makefile(*words, **variables):
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", *words],
        cwd=ROOT,
        env=os.environ | variables,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_first_command_takes_torch_first_and_without_a_secret():
    lines = makefile("-W", "pyproject.toml", ".venv/.installed").splitlines()
    steps = [line for line in lines if "environment.py" in line or " -e " in line]
    assert [("torch" in s.split()[2:3], " -e " in s) for s in steps[-2:]] == [
        (True, False),
        (False, True),
    ]
    assert 'torch .venv "torch==' in steps[-2]


def test_the_readme_says_how_to_have_cuda():
    text = (ROOT / "README.md").read_text()
    assert "GPU=1 make book" in text and "PIP_EXTRA_INDEX_URL" not in text
