"""The option that names a file of pricing cases.

Registered by ``conftest.py`` here for ``pytest tests/acceptance --cases FILE``; a run from the top
that wants the option too names this module in its own ``conftest.py``.
"""

from contextlib import suppress
from pathlib import Path

import pytest

DEFAULT_CASES = Path(__file__).parent / "pricing.yaml"


def pytest_addoption(parser: pytest.Parser) -> None:
    with suppress(ValueError):  # both conftest files may bring it
        parser.addoption(
            "--cases",
            metavar="FILE",
            default=str(DEFAULT_CASES),
            help="pricing cases to run, one test a case (default: tests/acceptance/pricing.yaml)",
        )


def cases_file(config: pytest.Config) -> Path:
    """The file that ``--cases`` names, or the copy kept with the tests."""
    return Path(config.getoption("--cases", default=str(DEFAULT_CASES)))
