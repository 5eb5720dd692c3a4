"""The reader's type, for annotations: pytest loads a conftest under a name of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.browser.conftest import Reader
else:
    Reader = Any

__all__ = ["Reader"]
