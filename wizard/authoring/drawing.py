"""The decision tree as a picture."""

from __future__ import annotations

from wizard.authoring import Troubleshooter
from wizard.authoring.tree import Table


def draw(troubleshooter: Troubleshooter, language: str, today: str, table: Table) -> str:
    """An SVG document with the numbered steps of the decision tree."""
    raise NotImplementedError
