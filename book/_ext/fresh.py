"""Have a build notice three things that Sphinx passes over."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the hooks."""
    app.add_config_value("book_static_digest", "", "html", str)
    app.connect("config-inited", look_at_static_files)
    app.connect("env-get-outdated", changed_sources)
    app.connect("source-read", note_source)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("build-finished", forget_after_warning)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def look_at_static_files(app: Sphinx, config: Config) -> None:
    """Make what the static files hold part of the configuration.

    Sphinx copies them only when it has a page to write.
    """
    digest = hashlib.sha256()
    for folder in config.html_static_path:
        for path in sorted((Path(app.srcdir) / folder).rglob("*")):
            if path.is_file():
                digest.update(path.read_bytes())
    config.book_static_digest = digest.hexdigest()


def changed_sources(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Pages whose source is not what was read, whatever the time of the file is.

    Sphinx looks for later times, and a page may be put back with an earlier one.
    """
    noted = getattr(env, "book_sources", {})
    return [
        docname
        for docname, digest in noted.items()
        if docname in env.found_docs and digest != source_digest(app, docname)
    ]


def note_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """Remember what a page was read from."""
    if not hasattr(app.env, "book_sources"):
        app.env.book_sources = {}
    app.env.book_sources[docname] = source_digest(app, docname)


def source_digest(app: Sphinx, docname: str) -> str:
    """Digest of the file that a page is written in."""
    return hashlib.sha256(Path(app.env.doc2path(docname)).read_bytes()).hexdigest()


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a page that is removed or about to be read again."""
    getattr(env, "book_sources", {}).pop(docname, None)


def merge(
    app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment
) -> None:
    """Take over what a parallel reader noted."""
    if not hasattr(env, "book_sources"):
        env.book_sources = {}
    noted = getattr(other, "book_sources", {})
    env.book_sources.update({name: noted[name] for name in docnames if name in noted})


def forget_after_warning(app: Sphinx, exception: Exception | None) -> None:
    """Drop what was read, where warnings are errors and there was one.

    Sphinx warns of a page as it reads it, and does not read it again before it changes:
    the next build would be silent, and succeed. (Without --keep-going the first warning
    is an exception, and Sphinx drops it all itself.)
    """
    if app._warncount and app.keep_going:
        (Path(app.doctreedir) / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
