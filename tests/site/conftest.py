"""The built site, read once for all tests of its pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from gates import BuiltSite

ADDRESS = "https://kb.example.org"


@pytest.fixture(scope="session")
def built(site: Path) -> BuiltSite:
    """All pages but those for a wrong address."""
    return BuiltSite.read(site, ADDRESS)
