"""Have a build notice two things that Sphinx passes over."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.config import Config


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the hooks."""
    app.add_config_value("book_static_digest", "", "html", str)
    app.connect("config-inited", look_at_static_files)
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


def forget_after_warning(app: Sphinx, exception: Exception | None) -> None:
    """Drop what was read, where warnings are errors and there was one.

    Sphinx warns of a page as it reads it, and does not read it again before it changes:
    the next build would be silent, and succeed. (Without --keep-going the first warning
    is an exception, and Sphinx drops it all itself.)
    """
    if app._warncount and app.keep_going:
        (Path(app.doctreedir) / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
