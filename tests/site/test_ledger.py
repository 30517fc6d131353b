"""The ledger's list of claims from before `no_effect` was asked for may only shrink."""

from __future__ import annotations

import pytest
from built import MISSING, REPOSITORY, SITE
from jupyter_cache import get_cache

# When the rule came. A lower number may be written here, never a higher one.
WERE = 74


def claims():
    """All claims of the pages as they were last executed, by name."""
    cache = get_cache(REPOSITORY / "_build" / ".jupyter_cache")
    found = {}
    # In the order of their execution: a later one replaces an earlier.
    for record in sorted(cache.list_cache_records(), key=lambda record: record.pk):
        for cell in cache.get_cache_bundle(record.pk).nb.cells:
            for output in cell.get("outputs", []):
                if claim := output.get("metadata", {}).get("book_claim"):
                    found[claim["name"]] = claim
    return found


@pytest.mark.skipif(not (SITE / "index.html").exists(), reason=MISSING)
def test_old_claims_are_still_claims_and_still_old():
    old = (REPOSITORY / "book/_ext/old_claims.txt").read_text("utf8").split()
    assert len(old) == len(set(old)) <= WERE
    made = claims()
    assert [name for name in old if name not in made] == []
    assert [name for name in old if "no_effect" in made[name]] == []
    assert [name for name in old if not made[name]["paper"]] == []
