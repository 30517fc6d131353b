"""The workflows: what they name exists, and their way of publishing publishes."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tomllib
import yaml
from packaging.requirements import Requirement

from tools.book import BOOK, PUBLISHED

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
TEXTS = {path.name: path.read_text("utf8") for path in FILES}
WORKFLOWS = {name: yaml.safe_load(text) for name, text in TEXTS.items()}
MAIN = yaml.safe_load((ROOT / "_config.yml").read_text())["repository"]["branch"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
# To YAML 1.1 the word "on" is true.
ON = True


def jobs():
    return [
        pytest.param(job, id=f"{name}-{key}")
        for name, workflow in WORKFLOWS.items()
        for key, job in workflow["jobs"].items()
    ]


def steps(key):
    """What all steps of all jobs have under `key`."""
    found = [step for job in jobs() for step in job.values[0]["steps"]]
    return [step[key] for step in found if key in step]


def make_lines():
    lines = "\n".join(steps("run")).splitlines()
    return [line.split()[1:] for line in lines if line.startswith("make ")]


def schema(path):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    return subprocess.run(
        [*command, "vendor.github-workflows", path], capture_output=True, text=True
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_schema_allows_the_workflow(path):
    checked = schema(path)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("runs-on:", "run-on:"),
        ("contents: write", "contents: everything"),
        ("needs: build", "need: build"),
        ("  push:", "  pushed:"),
        ("jobs:", "job:"),
    ],
)
def test_schema_refuses_a_workflow_that_is_wrong(tmp_path, right, wrong):
    assert right in TEXTS["book.yml"]
    broken = tmp_path / "book.yml"
    broken.write_text(TEXTS["book.yml"].replace(right, wrong))
    assert schema(broken).returncode != 0


def makes(*words):
    # -o: with the environment taken as there, so that nothing tells of installing it.
    command = ["make", "--dry-run", "-o", ".venv/.installed", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0


@pytest.mark.parametrize("words", make_lines(), ids=" ".join)
def test_every_target_that_a_step_makes_exists(words):
    assert makes(*words)


def test_a_target_that_does_not_exist_is_noticed():
    assert not makes("a-book-of-another-kind")


@pytest.mark.parametrize("name", TEXTS)
def test_a_fork_can_use_it_unchanged(name):
    owner_and_name = "/".join(BOOK.repository.split("/")[-2:])
    assert owner_and_name not in TEXTS[name]
    assert not re.search(r"github\.(com|io)/", TEXTS[name])
    assert "secrets." not in TEXTS[name]


@pytest.mark.parametrize("name", TEXTS)
def test_actions_are_the_platforms_own_and_pinned_to_a_commit(name):
    lines = re.findall(r"uses: (.*)", TEXTS[name])
    assert lines
    for line in lines:
        pinned = r"actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"
        assert re.fullmatch(pinned, line), line


def test_an_action_is_at_one_commit_everywhere():
    commits = {}
    for action, commit in (use.split("@") for use in steps("uses")):
        repository = "/".join(action.split("/")[:2])
        assert commits.setdefault(repository, commit) == commit


@pytest.mark.parametrize("job", jobs())
def test_only_the_job_that_publishes_may_write_and_it_runs_no_code_of_a_commit(job):
    if "permissions" not in job:
        return
    assert job["permissions"] == {"contents": "write"}
    assert job is WORKFLOWS["book.yml"]["jobs"]["publish"]
    assert not any("checkout" in step.get("uses", "") for step in job["steps"])
    assert not any("make" in step.get("run", "") for step in job["steps"])
    condition = f"github.event_name == 'push' && github.ref == 'refs/heads/{MAIN}'"
    assert job["if"] == condition
    assert job["needs"] == "build"


@pytest.mark.parametrize("name", WORKFLOWS)
def test_all_else_may_only_read(name):
    assert WORKFLOWS[name]["permissions"] == {"contents": "read"}


def test_no_checkout_leaves_its_token_behind():
    found = [step for job in jobs() for step in job.values[0]["steps"]]
    checkouts = [step for step in found if "checkout" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"] == {"persist-credentials": False} for step in checkouts)


def test_two_runs_on_main_never_publish_at_once():
    group = WORKFLOWS["book.yml"]["concurrency"]
    assert "github.ref" in group["group"]
    ref = f"refs/heads/{MAIN}"
    assert group["cancel-in-progress"] == f"${{{{ github.ref != '{ref}' }}}}"


def test_the_cache_key_looks_at_files_that_exist():
    keys = [found["key"] for found in steps("with") if "key" in found]
    assert len(set(keys)) == 1
    patterns = re.findall(r"'([^']+)'", keys[0])
    assert {"lib/**", "book/**", "constraints.txt"} == set(patterns)
    assert all(any(ROOT.glob(pattern)) for pattern in patterns)


def test_versions_gate_nothing():
    assert set(WORKFLOWS["versions.yml"][ON]) == {"schedule", "workflow_dispatch"}
    assert {"push", "pull_request"} == set(WORKFLOWS["book.yml"][ON])


def test_lowest_means_the_lowest_that_the_package_allows():
    _, python, test = WORKFLOWS["versions.yml"]["jobs"]["lowest"]["steps"]
    assert PROJECT["requires-python"] == f">={python['with']['python-version']}"
    tested = Requirement(re.search(r"TORCH=(\S+)", test["run"])[1]).specifier
    own = map(Requirement, PROJECT["dependencies"])
    (bound,) = next(r.specifier for r in own if r.name == "torch")
    assert bound.operator == ">="
    assert tested.contains(bound.version) and str(tested).startswith("==")


@pytest.fixture
def remote(tmp_path):
    folder = tmp_path / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", folder], check=True)
    return folder


def publish(site, remote, commit):
    step = WORKFLOWS["book.yml"]["jobs"]["publish"]["steps"][-1]
    return subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=site,
        env=os.environ
        | {"COMMIT": commit, "REMOTE": str(remote), "TOKEN": "of no use here"}
        | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        capture_output=True,
        text=True,
    )


def git(remote, *words):
    command = ["git", f"--git-dir={remote}", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def new_site(folder):
    folder.mkdir()
    (folder / "index.html").write_text(folder.name)
    (folder / "_static").mkdir()
    (folder / "_static" / "book.css").write_text("")
    return folder


def test_published_twice_there_is_one_commit_with_the_second_site(tmp_path, remote):
    first, second = new_site(tmp_path / "first"), new_site(tmp_path / "second")
    (first / "old.html").write_text("")
    for site, commit in [(first, "a1"), (second, "b2")]:
        done = publish(site, remote, commit)
        assert done.returncode == 0, done.stderr
        (branch,) = git(remote, "for-each-ref", "--format=%(refname)")
        subjects = git(remote, "log", "--format=%s", branch)
        assert subjects == [f"The site of {commit}"]
    files = git(remote, "ls-tree", "-r", "--name-only", branch)
    assert files == [".nojekyll", "_static/book.css", "index.html"]
    assert git(remote, "show", f"{branch}:index.html") == ["second"]


def test_only_the_branch_that_the_book_names_is_written(tmp_path, remote):
    assert publish(new_site(tmp_path / "site"), remote, "a1").returncode == 0
    branches = git(remote, "for-each-ref", "--format=%(refname)")
    assert branches == [f"refs/heads/{PUBLISHED}"]


def test_a_site_without_a_first_page_is_not_published(tmp_path, remote):
    site = new_site(tmp_path / "site")
    (site / "index.html").unlink()
    assert publish(site, remote, "a1").returncode != 0
    assert git(remote, "for-each-ref") == []
