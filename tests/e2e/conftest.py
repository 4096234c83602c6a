"""A scene of its own for each behaviour."""

from __future__ import annotations

import pytest

from tests.e2e.scene import Scene


@pytest.fixture
def scene() -> Scene:
    return Scene()
