"""What `wizard evaluate --record` measured, as a table in Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from wizard.authoring.evaluation import CHECKLIST, OURS, model_digest
from wizard.engine import Model
from wizard.plugin.rendering import Words


def evaluation_table(result: Mapping[str, Any], model: Model, words: Words) -> str:
    """The figures if the model is right and if it is wrong in every word, with their day.

    Args:
        result: As `wizard.authoring.evaluation.recorded` returns it.
        model: As it is now; when it is another one than was measured, the table says so.
    """
    language = words.language

    def number(value: float) -> str:
        return str(format_decimal(value, "0.0", locale=language))

    def share(value: float) -> str:
        return str(format_percent(value, locale=language))

    def row(text: str, *cells: str) -> str:
        return " | ".join(["", words.text(f"ui.evaluation.{text}"), *cells, ""]).strip()

    both = [result[key] for key in ("policies", "perturbed")]
    ours = [figures[OURS] for figures in both]
    checklist = [figures[CHECKLIST] for figures in both]
    floors = [result["floor"], result["perturbed_floor"]]
    day = format_date(date.fromisoformat(result["date"]), "long", locale=language)
    readers = format_decimal(result["readers"], locale=language)
    lines = [
        words.text("ui.evaluation.text", date=day, readers=readers),
        "",
        row("what", words.text("ui.evaluation.right"), words.text("ui.evaluation.perturbed")),
        "| --- | ---: | ---: |",
        row("questions", *(number(f["questions"]) for f in ours)),
        row("first", *(share(f["first_right"]) for f in ours)),
        row("two", *(share(f["two_right"]) for f in ours)),
        row("cause", *(share(f["cause_first"]) for f in ours)),
        row("three", *(share(f["cause_in_three"]) for f in ours)),
        row("minutes", *(number(f["minutes"]) for f in ours)),
        row("checklist", *(number(f["minutes"]) for f in checklist)),
        row("floor", *map(number, floors)),
        "",
        words.text("ui.evaluation.estimates"),
    ]
    if result.get("model") != model_digest(model):
        lines += ["", words.text("ui.evaluation.stale")]
    return "\n".join(lines)
