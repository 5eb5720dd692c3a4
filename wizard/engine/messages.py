"""The one JSON message set between the page's worker and the engine.

`{"id": 0, "model": …}` comes first. Each later request carries all the evidence, so that Back,
reload and a restarted worker are the same call: `{"id": 7, "want": "view", "fragment": …, "text": …,
"today": …, "hosts": …}`. The reply has the request's id and what was wanted under its name, or an
`error`, which is a sentence for the reader.

| want | reply | what it means says |
| --- | --- | --- |
| `view`, or nothing | the next step and all that stands around it | `decide` |
| `ahead` | `[least, most]` questions until something can be done | `questions_ahead` |
| `reasons` | what speaks for and against each cause | `explain` |
| `masked` | the text without its secrets | `redact` |
"""

from __future__ import annotations

import json
from typing import Any

from wizard.engine.ahead import questions_ahead
from wizard.engine.evidence import EvidenceError
from wizard.engine.model import Model
from wizard.engine.reading import TextTooLongError, mask
from wizard.engine.reasons import explain
from wizard.engine.view import decide


class Session:
    """Holds the model between messages, and nothing else."""

    def __init__(self) -> None:
        self._model: Model | None = None

    def handle(self, request: str) -> str:
        """Answer one message; both are JSON. An error never leaves without the request's id."""
        message = json.loads(request)
        try:
            reply = self._reply(message)
        except (EvidenceError, TextTooLongError) as problem:
            reply = {"error": str(problem)}
        return json.dumps({"id": message["id"], **reply}, ensure_ascii=False)

    def _reply(self, message: dict[str, Any]) -> dict[str, Any]:
        if "model" in message:
            self._model = Model.from_json(message["model"])
            return {"ready": True}
        if self._model is None:
            raise RuntimeError("the first message must bring the model")
        want = message.get("want", "view")
        return {want: self._answer(self._model, want, message)}

    def _answer(self, model: Model, want: str, message: dict[str, Any]) -> Any:
        fragment, text = message.get("fragment", ""), message.get("text", "")
        today, hosts = message.get("today", ""), message.get("hosts", False)
        match want:
            case "view":
                return decide(model, fragment, text=text, today=today, hosts=hosts)
            case "ahead":
                return questions_ahead(model, fragment, today=today)
            case "reasons":
                return explain(model, fragment, today=today)
            case "masked":
                return mask(text, hosts=hosts)
        raise RuntimeError(f"nothing is known of '{want}'")


handle = Session().handle
