"""What telephony may write behind `salescenter run`, and what it is told when it errs."""

import pytest
from click.testing import CliRunner

from salescenter import app
from salescenter.cli import main
from salescenter.domain.screen_call import ScreenCall


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Start with these options; the window is not opened, what it would be told is answered."""
    told = []

    def run_window(_address, **options):
        told.append(options)
        return 0

    monkeypatch.setattr(app, "run_window", run_window)
    monkeypatch.setattr(app, "has_screen", lambda: True)
    store = tmp_path / "store.sqlite"

    def run(*options):
        return CliRunner().invoke(main, ["run", "--database", str(store), *options]), told

    return run


@pytest.mark.parametrize(
    ("option", "number"), [("customer", "C100001"), ("phone", "+49 221 1"), ("order", "1005007")]
)
def test_who_calls_is_handed_to_the_window(run, option, number):
    answer, told = run(f"--{option}", number)
    assert answer.exit_code == 0, answer.output
    assert told == [{"another": False, "call": ScreenCall(option, number)}]


def test_without_a_call_the_window_is_only_opened(run):
    _answer, told = run("--new")
    assert told == [{"another": True, "call": None}]


def test_two_at_once_are_refused(run):
    answer, told = run("--phone", "1", "--order", "2")
    assert answer.exit_code == 2
    assert "Name one of" in answer.output
    assert told == []


def test_what_is_no_number_is_a_sentence(run):
    answer, told = run("--phone", "<script>1")
    assert answer.exit_code == 1
    assert "short number" in answer.output
    assert told == []
