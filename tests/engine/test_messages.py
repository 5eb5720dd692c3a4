"""The messages between the page's worker and the engine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from models import models

from wizard.authoring import Troubleshooter
from wizard.engine import Model, decide
from wizard.engine.ahead import questions_ahead
from wizard.engine.messages import Session
from wizard.engine.reasons import explain


@given(models())
def test_a_model_survives_json(model: Model) -> None:
    assert Model.from_json(json.loads(json.dumps(model.to_json()))) == model


def test_the_models_of_this_site_survive_json(
    reauthenticate: Troubleshooter, showcase: Troubleshooter
) -> None:
    for model in (reauthenticate.model, showcase.model):
        assert Model.from_json(json.loads(json.dumps(model.to_json()))) == model


@pytest.fixture
def session(showcase: Troubleshooter) -> Session:
    """One that has its model."""
    session = Session()
    ready = session.handle(json.dumps({"id": 0, "model": showcase.model.to_json()}))
    assert json.loads(ready) == {"id": 0, "ready": True}
    return session


def _ask(session: Session, **request: object) -> dict[str, object]:
    reply = json.loads(session.handle(json.dumps(request)))
    assert isinstance(reply, dict)
    return reply


def test_a_request_is_answered_with_its_id_and_the_view(
    session: Session, showcase: Troubleshooter
) -> None:
    asked = {"text": "E1 at db.example.com: fill in water", "today": "2030-01-01", "hosts": True}

    reply = _ask(session, id=7, fragment="noise=clicks", **asked)

    view = decide(
        showcase.model, "noise=clicks", text=asked["text"], today=asked["today"], hosts=True
    )
    assert reply == {"id": 7, "view": view}
    assert "db.example.com" not in view["redacted"]


def test_what_else_can_be_wanted_comes_under_its_name(
    session: Session, showcase: Troubleshooter
) -> None:
    model, fragment = showcase.model, "lamp=lamp-off"

    ahead = _ask(session, id=1, want="ahead", fragment=fragment)
    reasons = _ask(session, id=2, want="reasons", fragment=fragment)
    masked = _ask(session, id=3, want="masked", text="password=hunter22")

    assert ahead == {"id": 1, "ahead": list(questions_ahead(model, fragment))}
    assert reasons == {"id": 2, "reasons": explain(model, fragment)}
    assert masked == {"id": 3, "masked": "password=[masked: password]"}


def test_a_text_that_is_too_long_is_refused_when_it_is_masked(session: Session) -> None:
    assert "200000" in str(_ask(session, id=1, want="masked", text="x" * 200_001)["error"])


def test_a_session_remembers_nothing_but_its_model(session: Session) -> None:
    first = _ask(session, id=1, fragment="lamp=lamp-off")
    _ask(session, id=2, fragment="lamp=lamp-on", text="E1", today="2031-01-01")

    assert _ask(session, id=1, fragment="lamp=lamp-off") == first


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [({"fragment": "x" * 2_001}, "at most 2000"), ({"text": "x" * 200_001}, "at most 200000")],
    ids=["fragment", "text"],
)
def test_an_error_is_a_sentence_with_the_id(
    session: Session, request_: dict[str, str], sentence: str
) -> None:
    reply = _ask(session, id=8, **request_)

    assert reply.keys() == {"id", "error"}
    assert reply["id"] == 8
    assert sentence in str(reply["error"])


def test_a_request_before_the_model_is_a_broken_promise() -> None:
    with pytest.raises(RuntimeError, match="first message"):
        Session().handle('{"id": 1, "fragment": ""}')


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
