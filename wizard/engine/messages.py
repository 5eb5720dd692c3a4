"""The one JSON message set between the page's worker and the engine.

`{"id": 0, "model": …}` comes first. Each later request carries all the evidence, so that Back,
reload and a restarted worker are the same call: `{"id": 7, "fragment": …, "text": …, "today": …,
"hosts": …}`; what they mean says `decide`.
The reply has the request's id and either a `view` or an `error`.
"""

from __future__ import annotations

import json
from typing import Any

from wizard.engine.evidence import EvidenceError
from wizard.engine.model import Model
from wizard.engine.reading import TextTooLongError
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
        view = decide(
            self._model,
            message.get("fragment", ""),
            text=message.get("text", ""),
            today=message.get("today", ""),
            hosts=message.get("hosts", False),
        )
        return {"view": view}


handle = Session().handle
