"""Decision trees are kept between builds, and made anew when anything has changed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from wizard.authoring import Table, Troubleshooter
from wizard.authoring.table import fitting_table
from wizard.engine import Model
from wizard.plugin import tree_cache
from wizard.plugin.tree_cache import cached_tree

TODAY = "2026-11-24"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The day of each tree that was computed and not taken from the cache."""
    days: list[str] = []

    def counted(model: Model, today: str) -> Table:
        days.append(today)
        return fitting_table(model, today)

    monkeypatch.setattr(tree_cache, "fitting_table", counted)
    return days


def test_a_kept_tree_equals_a_computed_one(
    lamp: Troubleshooter, tmp_path: Path, made: list[str]
) -> None:
    first = cached_tree(lamp.model, TODAY, tmp_path / "new" / "cache")
    again = cached_tree(lamp.model, TODAY, tmp_path / "new" / "cache")

    assert made == [TODAY]
    assert again == first == fitting_table(lamp.model, TODAY)
    assert list(again) == list(first)


def test_another_day_is_another_tree(lamp: Troubleshooter, tmp_path: Path, made: list[str]) -> None:
    cached_tree(lamp.model, TODAY, tmp_path)
    cached_tree(lamp.model, "2026-11-25", tmp_path)

    assert made == [TODAY, "2026-11-25"]


def test_another_model_is_another_tree(
    lamp: Troubleshooter, tmp_path: Path, made: list[str]
) -> None:
    cached_tree(lamp.model, TODAY, tmp_path)
    cached_tree(dataclasses.replace(lamp.model, ticket_minutes=5.0), TODAY, tmp_path)

    assert len(made) == 2


def test_another_engine_makes_the_tree_anew(
    lamp: Troubleshooter, tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = tmp_path / "engine"
    engine.mkdir()
    (engine / "__init__.py").write_text("before")
    monkeypatch.setattr(tree_cache, "engine_file", str(engine / "__init__.py"))

    cached_tree(lamp.model, TODAY, tmp_path)
    (engine / "__init__.py").write_text("after")
    cached_tree(lamp.model, TODAY, tmp_path)

    assert len(made) == 2
