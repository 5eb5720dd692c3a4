"""Shared by all tests: where the project is, and the switch to record expectations anew."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from wizard.authoring import Troubleshooter, load

ROOT = Path(__file__).parent.parent

Run = Callable[..., tuple[int, str, str]]


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
    """The built site, as `make build` leaves it, or another one that `KB_SITE` names."""
    folder = Path(os.environ.get("KB_SITE") or root / "site")
    if not (folder / "index.html").exists():
        pytest.fail("there is no site; run `make build` (or `make test`)")
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], root: Path) -> Run:
    """Runs the command in the project's folder; gives the exit code, output and errors.

    With `terminal`, standard input and output are one, and the lines of `stdin` are typed there.
    """
    from wizard.cli import main  # here, so that a fault in it is no fault of all other tests

    monkeypatch.chdir(root)

    def run(
        *arguments: str, stdin: str | bytes = b"", terminal: bool = False
    ) -> tuple[int, str, str]:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        stream = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
        for place in (stream, sys.stdout):
            monkeypatch.setattr(place, "isatty", lambda: terminal)
        monkeypatch.setattr("sys.stdin", stream)
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = int(str(stop.code))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run
