"""Shared by all tests: where the project is, and the switch to record expectations anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.authoring import Troubleshooter, load

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="write what is expected anew")


@pytest.fixture(scope="session")
def record(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be recorded anew."""
    return bool(request.config.getoption("--record"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def reauthenticate() -> Troubleshooter:
    """The troubleshooter of this site."""
    return load(ROOT / "docs" / "_troubleshooters" / "reauthenticate")


@pytest.fixture(scope="session")
def showcase() -> Troubleshooter:
    """The small hand-drawn one that uses every feature once."""
    return load(ROOT / "docs" / "_troubleshooters" / "showcase")


@pytest.fixture(scope="session")
def site(root: Path) -> Path:
    """The built site, as `make build` leaves it."""
    folder = root / "site"
    if not (folder / "index.html").exists():
        pytest.fail("there is no site; run `make build` (or `make test`)")
    return folder
