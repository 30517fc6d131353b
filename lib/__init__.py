"""What the chapters import: one module per idea, each readable in one sitting."""

import os

# Left to itself, MKL rounds differently from one number of products to another on some
# processors; then a run would not be the same alone and among others. It reads the
# variable once, at its first call.
os.environ.setdefault("MKL_CBWR", "AUTO")
