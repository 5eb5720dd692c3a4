"""The figures on a page: rounded, with units and numbers as the language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import markdown
import pytest

from wizard.authoring import LANGUAGES, Troubleshooter
from wizard.authoring.evaluation import model_digest
from wizard.plugin.figures import evaluation_table
from wizard.plugin.rendering import Words


def _table(shooter: Troubleshooter, result: Mapping[str, Any], language: str) -> str:
    kept = {"model": model_digest(shooter.model), "date": "2026-11-25", **result}
    return evaluation_table(kept, shooter.model, Words.of(shooter, language))


@pytest.mark.parametrize(
    ("language", "day", "readers", "minutes", "first"),
    [
        ("en", "November 25, 2026", "20,000", ("34.6", "96.0", "12.3"), ("76%", "50%")),
        ("sv", "25 november 2026", "20 000", ("34,6", "96,0", "12,3"), ("76 %", "50 %")),
        ("de", "25. November 2026", "20.000", ("34,6", "96,0", "12,3"), ("76 %", "50 %")),
    ],
)
def test_each_language_has_its_own_numbers_and_dates(
    lamp: Troubleshooter, evaluated: Mapping[str, Any],
    language: str, day: str, readers: str, minutes: tuple[str, ...], first: tuple[str, str],
) -> None:  # fmt: skip
    said = _table(lamp, evaluated, language).replace("\N{NO-BREAK SPACE}", " ")

    lines = said.splitlines()
    assert day in lines[0]
    assert readers in lines[0]
    rows = [[cell.strip() for cell in line.split("|")[2:4]] for line in lines if "|" in line][2:]
    assert [row[0] for row in rows[-3:]] == list(minutes)
    assert tuple(rows[1]) == first


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_a_name_for_every_row_in_every_language(
    lamp: Troubleshooter, evaluated: Mapping[str, Any], language: str
) -> None:
    said = _table(lamp, evaluated, language)

    html = markdown.markdown(said, extensions=["tables"])
    assert html.count("<table>") == 1
    assert html.count("<tr>") == 9
    assert "<td></td>" not in html
    assert "<p>" in html.partition("</table>")[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_of_an_earlier_model_say_so(
    lamp: Troubleshooter, evaluated: Mapping[str, Any], language: str
) -> None:
    note = Words.of(lamp, language).text("ui.evaluation.stale")
    now = _table(lamp, evaluated, language)

    kept = {"model": model_digest(lamp.model), "date": "2026-11-25", **evaluated}
    later = replace(lamp.model, ticket_minutes=61.0)
    then = evaluation_table(kept, later, Words.of(lamp, language))

    assert then == f"{now}\n\n{note}"
    assert note not in now
