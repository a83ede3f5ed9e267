"""``pip install .`` into an empty environment gives a working program, resources included."""

import filecmp
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

from salescenter import __version__
from tests.setup.checkout import FULL, ROOT, files

RESOURCES = sorted(path for path in files() if path.is_relative_to(ROOT / "resources"))


def run(*command, cwd):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": ""}
    answer = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet"]
    run(*pip, "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT), cwd=folder)
    return next(folder.glob("salescenter-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The interpreter of an environment with the wheel in it.

    The full run installs the dependencies afresh; else they are borrowed from this environment,
    through a line that does not bring along the checkout.
    """
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", str(folder), cwd=folder)
    base = {"base": str(folder), "platbase": str(folder)}
    python = Path(sysconfig.get_path("scripts", "venv", base)) / Path(sys.executable).name
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    borrowed = [] if FULL else ["--no-deps"]
    run(*pip, "install", "--quiet", *borrowed, str(wheel), cwd=folder)
    if not FULL:
        packages = Path(sysconfig.get_path("purelib", "venv", base))
        borrow = f"import sys; sys.path.append({sysconfig.get_path('purelib')!a})\n"
        (packages / "borrowed.pth").write_text(borrow, encoding="ascii")
    return python


def test_the_wheel_holds_every_resource_inside_the_package(wheel):
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())

    wanted = {f"salescenter/_{path.relative_to(ROOT).as_posix()}" for path in RESOURCES}
    assert len(wanted) > 10
    assert wanted <= names


def test_the_wheel_holds_the_program_and_nothing_of_the_workshop(wheel):
    with ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}

    assert tops == {"salescenter", f"salescenter-{__version__}.dist-info"}


def test_the_installed_program_finds_its_resources_from_anywhere(installed, tmp_path):
    ask = "import salescenter.resources as r; print(r.__file__); print(r.path('icons'))"

    module, icons = run(str(installed), "-c", ask, cwd=tmp_path).splitlines()

    assert not Path(module).is_relative_to(ROOT)
    assert Path(icons).parent == Path(module).parent / "_resources"
    names = [path.name for path in (ROOT / "resources" / "icons").iterdir()]
    same, _, _ = filecmp.cmpfiles(ROOT / "resources" / "icons", icons, names, shallow=False)
    assert sorted(same) == sorted(names)


def test_the_installed_program_tells_its_version_by_module_and_by_command(installed, tmp_path):
    by_module = run(str(installed), "-m", "salescenter", "--version", cwd=tmp_path)
    command = installed.with_name("salescenter.exe" if os.name == "nt" else "salescenter")
    by_command = run(str(command), "--version", cwd=tmp_path)

    assert __version__ in by_module
    assert by_command.split()[-1] == by_module.split()[-1]


def test_the_installed_program_lists_its_commands(installed, tmp_path):
    text = run(str(installed), "-m", "salescenter", "--help", cwd=tmp_path)

    for command in ("run", "demo", "init", "upgrade", "import", "doctor", "driver"):
        assert command in text.split(), command


def test_a_checkout_uses_its_own_resources():
    from salescenter import resources

    assert resources.path() == ROOT / "resources"
    assert resources.path("icons", "x.svg") == ROOT / "resources" / "icons" / "x.svg"
