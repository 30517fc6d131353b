"""Pack the built site into one zip that opens without a network: `make offline`."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import tomllib

# The first date that a zip can hold: the same site gives the same bytes on any day.
DATE = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16


def pack(site: Path, archive: Path) -> None:
    """Write the zip of a site, in one folder of the zip's own name.

    Hidden files, which only Sphinx reads, stay out.

    Raises
    ------
    FileNotFoundError
        If the site has no front door.
    """
    if not (site / "index.html").is_file():
        raise FileNotFoundError(f"there is no built book in {site}: run make book")
    part = archive.with_suffix(".part")
    with zipfile.ZipFile(part, "w") as packed:
        for path in sorted(site.rglob("*")):
            name = path.relative_to(site)
            if path.is_file() and not any(p.startswith(".") for p in name.parts):
                entry = zipfile.ZipInfo(f"{archive.stem}/{name.as_posix()}", DATE)
                entry.create_system = 3
                entry.external_attr = READABLE
                entry.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(entry, path.read_bytes())
    part.replace(archive)


def main() -> int:
    """Pack the book in this folder; 1 and a plain message if it is not built."""
    root = Path.cwd()
    project = tomllib.loads((root / "pyproject.toml").read_text("utf8"))["project"]
    archive = root / "_build" / f"{project['name']}.zip"
    try:
        pack(root / "_build/html", archive)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{archive}: {archive.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
