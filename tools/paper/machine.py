"""What the machine calls itself."""

from __future__ import annotations

import platform
from pathlib import Path

import torch


def processor() -> str:
    """Maker's name, family and model of the processor, as far as it says them."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    pairs = (line.partition(":") for line in lines)
    about = {name.strip(): value.strip() for name, _, value in pairs}
    name = about.get("model name", platform.machine())
    if "cpu family" not in about:
        return name
    return f"{name} (family {about['cpu family']}, model {about.get('model')})"


def device_name(given: str) -> str:
    """The word cpu, or the name of a GPU; ValueError if there is none."""
    if given == "cpu":
        return "cpu"
    if not given.startswith("cuda"):
        raise ValueError(f"--device must be cpu or cuda, not {given!r}")
    if not torch.cuda.is_available():
        raise ValueError("--device cuda needs a GPU, and PyTorch finds none here")
    return torch.cuda.get_device_name(given)
