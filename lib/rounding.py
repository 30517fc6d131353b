"""Have MKL round a product alike wherever it stands, on every processor.

Left to itself, MKL rounds differently from one number of products to another on some
processors (AMD's Zen 3 to Zen 5 among them); then a run of `lib.ensemble` would not be
the same alone and among others. It reads the variable MKL_CBWR once, at its first call,
so the variable is set as soon as anything of `lib` is imported, unless the caller has
set it; processes that are started from here inherit it.
"""

import os
import sys

FOUND = os.environ.get("MKL_CBWR")
"""What the caller had set; None if nothing."""

TORCH_WAS_THERE = "torch" in sys.modules
"""Whether PyTorch was imported before: MKL may then have been called, too soon."""

os.environ.setdefault("MKL_CBWR", "AUTO")
