"""One engine: CPython, the real Pyodide and the table in the site give the same views."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from wizard.authoring import Troubleshooter
from wizard.engine import decide

TODAY = "2026-11-24"
TEXTS = [
    "ERROR 1045 (28000): Access denied for user 'magentobi'@'54.88.76.97' (using password: YES)",
    "postgres://bi:s3cret@db/x timeout",
    "Lösenordsautentisering misslyckades för användare »bi«\u00a0\U0001f600",
    "rjmetric@bastion.example.com: Permission denied (publickey).",
    "Connection Successful!",
]


@pytest.fixture(scope="module")
def table(site: Path) -> dict[str, dict[str, Any]]:
    """The table that the browser walks before Python has started."""
    views = json.loads((site / "assets/kb/reauthenticate.table.json").read_text())["views"]
    assert isinstance(views, dict)
    return views


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
    requests: list[dict[str, Any]] = [
        {"id": n, "fragment": fragment, "today": TODAY} for n, fragment in enumerate(table, 1)
    ]
    first = {"id": 0, "model": reauthenticate.model.to_json()}

    replies = _pyodide(site, [first, *requests])

    assert replies[0] == {"id": 0, "ready": True}
    for request, reply in zip(requests, replies[1:], strict=True):
        fragment = request["fragment"]
        here: dict[str, Any] = dict(decide(reauthenticate.model, fragment, today=TODAY))
        assert reply == {"id": request["id"], "view": here}, fragment
        assert table[fragment] == {name: here[name] for name in table[fragment]}, fragment


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


def test_the_table_has_every_start_and_what_follows_it_at_once(
    table: dict[str, dict[str, Any]], reauthenticate: Troubleshooter
) -> None:
    starts = {""} | {
        f"{question}={answer.id}"
        for question in ("status", "integration")
        for answer in reauthenticate.model.question(question).answers
    }
    pairs = {
        f"integration={integration.id}&status={status.id}"
        for integration in reauthenticate.model.question("integration").answers
        for status in reauthenticate.model.question("status").answers
    }

    assert starts <= set(table)
    assert pairs <= set(table)
