"""What all tests share: both engines from templates, a statement counter, a watch on leftovers."""

import itertools
import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pydantic.root_model  # noqa: F401 - before Qt, whose import hook breaks it afterwards
import pytest
from hypothesis import HealthCheck, settings

from salescenter.db.engine import Database
from tests import databases
from tests.acceptance import plugin as acceptance
from tests.databases import Server

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("quick", max_examples=30, deadline=None, derandomize=True)
settings.register_profile(
    "full", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("full" if os.environ.get("SALESCENTER_TEST_FULL") == "1" else "quick")

_numbers = itertools.count(1)
_ENGINES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A PostgreSQL server of this run; without its programs a failure, never a skip."""
    try:
        with databases.running_server() as server:
            yield server
    except databases.ServerMissing as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.migrated_file(tmp_path_factory.mktemp("template") / "store.db")


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: Server) -> str:
    return databases.migrated_template(postgresql_server)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A new SQLite store with all tables and nothing in them."""
    return databases.copied_file(sqlite_template, tmp_path / "store.db")


@pytest.fixture
def postgresql_url(postgresql_server: Server, postgresql_template: str) -> Iterator[str]:
    """A new PostgreSQL store with all tables and nothing in them."""
    name = f"store_{next(_numbers)}"
    yield postgresql_server.copy(postgresql_template, name)
    postgresql_server.drop(name)


@pytest.fixture(params=_ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a new empty store, once on each engine."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A new empty store, once on each engine."""
    opened = Database.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def statements(database: Database) -> Callable[[], AbstractContextManager[list[str]]]:
    """``with statements() as log``: what was executed in the block, without BEGIN and COMMIT."""
    return database.statement_log


@pytest.fixture(autouse=True)
def _nothing_left_behind(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fails a test that logs an unexpected warning or leaves a thread running.

    A test that provokes warnings says so with ``@pytest.mark.expects_log("logger.name")``.
    """
    before = set(threading.enumerate())
    yield
    expected = tuple(
        name for mark in request.node.iter_markers("expects_log") for name in mark.args
    )
    stray = [
        record.getMessage()
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING and not record.name.startswith(expected or ("\0",))
    ]
    assert not stray, f"logged: {stray}"
    left = [t for t in threading.enumerate() if t not in before and not _ends(t)]
    assert not left, f"threads left behind: {[thread.name for thread in left]}"


def _ends(thread: threading.Thread) -> bool:
    """Whether it is on its way out, or one of those that Qt and pytest-timeout own."""
    if isinstance(thread, threading._DummyThread) or thread.name.startswith("pytest_timeout"):
        return True
    thread.join(timeout=2.0)
    return not thread.is_alive()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expects_log(name, ...): loggers that may warn in this test")


def pytest_addoption(parser: pytest.Parser) -> None:
    acceptance.pytest_addoption(parser)
    parser.addoption("--kills", type=int, default=30, help="how often the kill test kills")


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often to kill; the full run kills a thousand times."""
    full = os.environ.get("SALESCENTER_TEST_FULL") == "1"
    asked = int(request.config.getoption("--kills"))
    return max(asked, 1_000) if full else asked
