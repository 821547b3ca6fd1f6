"""The later rows play and compile so many games that they would take up the fast suite; `make test-slow` has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LATER = re.compile(r"test_row(0[6-9]|1\d|2\d)_")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the rows from the sixth on as slow; `make verify` looks at every row, too."""
    for item in items:
        if HERE in item.path.parents and LATER.match(item.path.name):
            item.add_marker(pytest.mark.slow)
