"""The messages between the page's worker and the engine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from wizard.authoring import Troubleshooter
from wizard.engine import Model, decide
from wizard.engine.messages import Session


def test_a_model_survives_json(reauthenticate: Troubleshooter, showcase: Troubleshooter) -> None:
    for model in (reauthenticate.model, showcase.model):
        assert Model.from_json(json.loads(json.dumps(model.to_json()))) == model


def test_a_request_is_answered_with_its_id_and_the_view(reauthenticate: Troubleshooter) -> None:
    session = Session()

    ready = session.handle(json.dumps({"id": 0, "model": reauthenticate.model.to_json()}))
    reply = json.loads(session.handle('{"id": 7, "fragment": "status=re-auth"}'))

    assert json.loads(ready) == {"id": 0, "ready": True}
    assert reply == {"id": 7, "view": decide(reauthenticate.model, "status=re-auth")}


def test_an_error_is_a_sentence_with_the_id(reauthenticate: Troubleshooter) -> None:
    session = Session()
    session.handle(json.dumps({"id": 0, "model": reauthenticate.model.to_json()}))

    reply = json.loads(session.handle(json.dumps({"id": 8, "fragment": "x" * 2_001})))

    assert reply["id"] == 8
    assert "at most 2000" in reply["error"]


def test_the_engine_runs_on_the_standard_library_alone(root: Path) -> None:
    """`-I -S`: no site-packages, no environment; only the folder we name."""
    program = (
        f"import sys; sys.path.insert(0, {str(root)!r})\n"
        "import wizard.engine as engine\n"
        "model = engine.Model((engine.Cause('something-else', 1.0),), (), (), 60.0)\n"
        "print(engine.decide(model)['step']['kind'])\n"
        "print(sorted(m for m in sys.modules if m.startswith('wizard.') "
        "and not m.startswith('wizard.engine')))\n"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "escalate\n[]\n"
