"""The project's own environment: made once, kept when nothing changed, never left half made."""

import ast
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts import bootstrap, too_old
from scripts.bootstrap import Environment, prepare
from scripts.steps import SetUpFailed, run_step
from tests.setup.checkout import ROOT


class Commands:
    """Stands for venv and pip: makes the files they would make, and counts."""

    def __init__(self, checkout: Path):
        self.environment = Environment(checkout)
        self.calls: list[str] = []
        self.interrupted_at = ""

    def __call__(self, command, progress):
        kind = "venv" if "venv" in command else "pip"
        self.calls.append(kind if kind == "venv" else Path(command[-1]).stem)
        if self.interrupted_at == kind:
            raise KeyboardInterrupt
        progress("Collecting something==1.0")
        self.environment.python.parent.mkdir(parents=True, exist_ok=True)
        self.environment.python.touch()


@pytest.fixture
def checkout(tmp_path):
    folder = tmp_path / "scripts" / "requirements"
    folder.mkdir(parents=True)
    for name in bootstrap.SETS:
        (folder / f"{name}.txt").write_text(f"# {name}\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def commands(checkout):
    return Commands(checkout)


def change(checkout, name):
    (checkout / "scripts" / "requirements" / f"{name}.txt").write_text("# new\n", encoding="utf-8")


def test_the_first_time_makes_the_environment_and_installs_the_set(checkout, commands):
    prepare("runtime", checkout, commands)

    assert commands.calls == ["venv", "runtime"]


def test_the_second_time_does_nothing(checkout, commands):
    prepare("dev", checkout, commands)
    commands.calls.clear()

    prepare("dev", checkout, commands)

    assert commands.calls == []


def test_a_set_that_is_part_of_the_one_installed_needs_nothing(checkout, commands):
    prepare("dev", checkout, commands)
    commands.calls.clear()

    prepare("runtime", checkout, commands)

    assert commands.calls == []


def test_a_larger_set_is_added_to_the_environment_that_is_there(checkout, commands):
    prepare("runtime", checkout, commands)
    commands.calls.clear()

    prepare("dev", checkout, commands)

    assert commands.calls == ["dev"]


def test_a_changed_list_is_installed_again(checkout, commands):
    prepare("runtime", checkout, commands)
    commands.calls.clear()
    change(checkout, "runtime")

    prepare("runtime", checkout, commands)

    assert commands.calls == ["runtime"]


def test_a_changed_list_keeps_the_larger_set_whole(checkout, commands):
    prepare("dev", checkout, commands)
    commands.calls.clear()
    change(checkout, "dev")

    prepare("runtime", checkout, commands)

    assert commands.calls == ["dev"]


@pytest.mark.parametrize("moment", ["venv", "pip"])
def test_an_environment_left_half_made_is_made_anew(checkout, commands, moment):
    commands.interrupted_at = moment
    with pytest.raises(KeyboardInterrupt):
        prepare("runtime", checkout, commands)
    commands.interrupted_at = ""
    commands.calls.clear()

    prepare("runtime", checkout, commands)

    assert commands.calls == ["venv", "runtime"]


def test_an_interrupted_addition_makes_it_anew_too(checkout, commands):
    prepare("runtime", checkout, commands)
    commands.interrupted_at = "pip"
    with pytest.raises(KeyboardInterrupt):
        prepare("dev", checkout, commands)
    commands.interrupted_at = ""
    commands.calls.clear()

    prepare("runtime", checkout, commands)

    assert commands.calls == ["venv", "runtime"]


@pytest.mark.parametrize("stamp", ["", "[]", "{}", '{"set": "dev"}', "\x00"])
def test_a_damaged_stamp_makes_it_anew(checkout, commands, stamp):
    prepare("dev", checkout, commands)
    commands.calls.clear()
    (checkout / ".venv" / "sales-center.json").write_text(stamp, encoding="utf-8")

    prepare("dev", checkout, commands)

    assert commands.calls == ["venv", "dev"]


def test_an_environment_whose_python_is_gone_is_made_anew(checkout, commands):
    environment = prepare("dev", checkout, commands)
    commands.calls.clear()
    environment.python.unlink()

    prepare("dev", checkout, commands)

    assert commands.calls == ["venv", "dev"]


def test_an_environment_of_a_checkout_that_was_moved_is_made_anew(checkout, commands):
    prepare("dev", checkout, commands)
    moved = checkout.rename(checkout.with_name("moved"))
    commands = Commands(moved)

    prepare("dev", moved, commands)

    assert commands.calls == ["venv", "dev"]


def test_a_failed_installation_says_what_to_look_at(checkout, commands):
    def fail(command, progress):
        commands(command, progress)
        if "pip" in command:
            raise SetUpFailed("no such package")

    with pytest.raises(SetUpFailed, match=r"(?s)no such package.*package index within reach"):
        prepare("runtime", checkout, fail)


def test_a_failed_command_shows_the_end_of_its_output():
    with pytest.raises(SetUpFailed, match="the reason"):
        run_step([sys.executable, "-c", "import sys; print('the reason'); sys.exit(3)"])


def test_a_real_environment_finds_the_checkout_and_is_checked_in_a_moment(checkout):
    environment = prepare("runtime", checkout)

    start = time.perf_counter()
    again = prepare("runtime", checkout, run=lambda *_: pytest.fail("nothing was to be done"))
    seconds = time.perf_counter() - start

    command = [str(again.python), "-c", "import sys; print(sys.path[-1])"]
    last = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert last == str(checkout)
    assert environment.holds("runtime")
    assert seconds < 0.3


@pytest.mark.parametrize("script", ["run", "test"])
def test_a_python_that_is_too_old_is_told_so_in_a_sentence(script):
    as_if_old = (
        "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0);"
        f"runpy.run_path({str(ROOT / 'scripts' / (script + '.py'))!r}, run_name='__main__')"
    )

    answer = subprocess.run(
        [sys.executable, "-c", as_if_old], capture_output=True, text=True, check=False
    )

    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.startswith(
        "Sales Center needs Python 3.11 or newer, and this is Python 3.9."
    )
    assert "Traceback" not in answer.stderr


def test_this_python_is_new_enough():
    assert too_old((3, 11)) == ""
    assert too_old((4, 0)) == ""
    assert too_old((3, 10)) != ""


@pytest.mark.parametrize("name", ["__init__.py", "lock.py", "run.py", "test.py"])
def test_what_an_old_python_reads_before_it_is_told_can_be_parsed_by_it(name):
    source = (ROOT / "scripts" / name).read_text(encoding="utf-8")

    ast.parse(source, feature_version=(3, 7))
