"""The test command runs every step, ends with pytest, and fails when any of them failed."""

import os
import sys

import pytest

from scripts import bootstrap, system_packages
from scripts import test as command


@pytest.fixture
def steps(monkeypatch, tmp_path):
    """Run the command with arguments; returns the steps it started and how it ended."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("SALESCENTER_TEST_FULL", "")
    monkeypatch.setattr(bootstrap, "prepare_or_exit", lambda wanted: None)
    monkeypatch.setattr(system_packages, "ensure_postgresql", lambda: None)

    def run(*arguments, failing=()):
        started = []

        def step(environment, name, *more):
            started.append((name, *more))
            return name not in failing

        monkeypatch.setattr(command, "_run", step)
        monkeypatch.setattr(sys, "argv", ["test.py", *arguments])
        with pytest.raises(SystemExit) as ended:
            command.main()
        return started, ended.value.code

    return run


def test_every_step_runs_and_the_tests_come_last(steps):
    started, code = steps()

    assert [name for name, *_ in started] == ["format", "lint", "types", "imports", "tests"]
    assert code == 0


def test_a_failed_step_is_told_before_the_tests_and_makes_the_whole_fail(steps, capsys):
    started, code = steps(failing={"lint"})

    assert [name for name, *_ in started][-1] == "tests"
    assert code == 1
    assert capsys.readouterr().out.endswith("FAILED so far: lint\n\n")


def test_failed_tests_make_the_whole_fail(steps):
    assert steps(failing={"tests"})[1] == 1


def test_steps_can_be_chosen_and_keep_their_order(steps):
    started, code = steps("--only", "tests,format")

    assert [name for name, *_ in started] == ["format", "tests"]
    assert code == 0


def test_a_step_that_is_not_there_is_refused_with_the_names_of_those_that_are(steps, capsys):
    started, code = steps("--only", "tests,linting")

    assert started == []
    assert code == 2
    message = capsys.readouterr().err
    assert "no step linting" in message
    assert "format, lint, types, imports, tests" in message


def test_other_arguments_go_to_pytest_as_they_are(steps):
    started, _ = steps("--only", "tests", "tests/setup", "-k", "order and not slow", "-x")

    assert started == [("tests", "tests/setup", "-k", "order and not slow", "-x")]


def test_full_asks_the_tests_for_the_full_figures(steps, monkeypatch):
    steps("--full", "--only", "tests")

    assert os.environ["SALESCENTER_TEST_FULL"] == "1"
