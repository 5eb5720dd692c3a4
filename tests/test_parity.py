"""One engine: CPython, the real Pyodide and the table in the site give the same views."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from wizard.authoring import Troubleshooter
from wizard.engine import decide

TEXTS = [
    "ERROR 1045 (28000): Access denied for user 'magentobi'@'54.88.76.97' (using password: YES)",
    "postgres://bi:s3cret@db/x timeout",
    "Lösenordsautentisering misslyckades för användare »bi«\u00a0\U0001f600",
    "rjmetric@bastion.example.com: Permission denied (publickey).",
    "Connection Successful!",
]


#: What a state of the table does not hold: it knows no messages, and drops nothing.
ONLY_LIVE = ("dropped", "told", "seen", "healthy", "redacted")


@pytest.fixture(scope="module")
def table(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The views that the browser's own code reads out of the table before Python has started."""
    folder = tmp_path_factory.mktemp("site")
    for file in (site / "assets/kb").glob("*.js*"):
        shutil.copy(file, folder)
    (folder / "package.json").write_text('{"type": "module"}')  # as browsers take them
    script = Path(__file__).with_name("table_views.mjs")
    done = subprocess.run(
        ["node", script, folder, "reauthenticate"], capture_output=True, text=True, check=True
    )
    return dict(json.loads(line) for line in done.stdout.splitlines())


def _pyodide(site: Path, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    (folder,) = (site / "assets/kb/py").iterdir()
    script = Path(__file__).with_name("pyodide_views.mjs")
    done = subprocess.run(
        ["node", script, folder],
        input="".join(f"{json.dumps(request)}\n" for request in requests),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_cpython_pyodide_and_table_agree(
    site: Path, reauthenticate: Troubleshooter, table: dict[str, dict[str, Any]]
) -> None:
    built_on = json.loads((site / "assets/kb/reauthenticate.table.json").read_text())["today"]
    requests: list[dict[str, Any]] = [
        {"id": n, "fragment": fragment, "today": built_on} for n, fragment in enumerate(table, 1)
    ]
    first = {"id": 0, "model": reauthenticate.model.to_json()}

    replies = _pyodide(site, [first, *requests])

    assert len(table) > 1000
    assert replies[0] == {"id": 0, "ready": True}
    for request, reply in zip(requests, replies[1:], strict=True):
        fragment = request["fragment"]
        here: dict[str, Any] = dict(decide(reauthenticate.model, fragment, today=built_on))
        assert reply == {"id": request["id"], "view": here}, fragment
        assert _without(table[fragment], *ONLY_LIVE) == _as_table(reauthenticate, here), fragment


def test_texts_are_read_alike_in_cpython_and_pyodide(
    site: Path, reauthenticate: Troubleshooter
) -> None:
    requests: list[dict[str, Any]] = [
        {"id": n, "fragment": "status=re-auth&colour=red", "text": text}
        for n, text in enumerate(TEXTS, 1)
    ]
    first = {"id": 0, "model": reauthenticate.model.to_json()}

    replies = _pyodide(site, [first, *requests])

    for request, reply in zip(requests, replies[1:], strict=True):
        here = decide(reauthenticate.model, request["fragment"], text=request["text"])
        assert reply["view"] == dict(here)


def _without(view: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in view.items() if name not in names}


def _as_table(shooter: Troubleshooter, view: dict[str, Any]) -> dict[str, Any]:
    """A view without shares, and with the unlikely causes in the order of the model."""
    named = [c for c in view["causes"] if c["word"] != "unlikely"]
    known = {c["id"] for c in named}
    rest = [c.id for c in shooter.model.causes if c.id not in known]
    causes = [{"id": c["id"], "word": c["word"]} for c in named]
    causes += [{"id": id, "word": "unlikely"} for id in rest]
    return {**_without(view, *ONLY_LIVE), "causes": causes}
