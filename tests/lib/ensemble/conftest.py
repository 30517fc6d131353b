"""The engine with either of its two libraries of products, whatever this machine."""

import pytest

from lib.ensemble import products, promise


@pytest.fixture(params=["mkl", "onednn"])
def library(request, monkeypatch):
    """Products chosen as on a processor where MKL, or oneDNN, is faster."""
    monkeypatch.setattr(products, "_is_zen5", lambda: request.param == "onednn")
    # Found out by a product, which may not be begun inside another.
    products.uses_onednn()
    promise.exact.cache_clear()
    yield request.param
    promise.exact.cache_clear()
