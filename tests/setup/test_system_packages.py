"""What the operating system must bring is found out and named."""

import os
import shutil
import sys

import pytest

from scripts import system_packages
from scripts.steps import SetUpFailed

LDD = """\
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-keysyms.so.1 => not found
\tlibQt6Gui.so.6 => /somewhere/libQt6Gui.so.6 (0x00007f)
\tlibxcb-icccm.so.4 => not found
\tlibxcb-icccm.so.4 => not found
"""


@pytest.fixture
def environment(tmp_path):
    plugins = tmp_path / "lib/python3.11/site-packages/PySide6/Qt/plugins/platforms"
    plugins.mkdir(parents=True)
    return tmp_path


@pytest.fixture
def on_linux(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


@pytest.fixture
def nothing_installs(monkeypatch):
    monkeypatch.setattr(system_packages, "install_on_debian", lambda packages: False)


def test_missing_libraries_are_named_once():
    assert system_packages.missing_libraries(LDD) == ["libxcb-icccm.so.4", "libxcb-keysyms.so.1"]


def test_a_library_is_named_by_its_debian_package_or_by_itself():
    names = system_packages.debian_packages(["libxcb-icccm.so.4", "libnew.so.7"])

    assert names == ["libnew.so.7", "libxcb-icccm4"]


def test_without_the_libraries_for_drawing_the_sentence_names_the_packages(
    monkeypatch, environment, on_linux, nothing_installs
):
    monkeypatch.setattr(system_packages, "_ldd", lambda plugin: "\tlibEGL.so.1 => not found")

    with pytest.raises(SetUpFailed, match=r"libEGL\.so\.1.*apt-get install libegl1$"):
        system_packages.ensure_qt_libraries(environment)


def test_the_libraries_of_x11_are_only_named_where_x11_is_in_use(
    monkeypatch, environment, on_linux, nothing_installs, capsys
):
    monkeypatch.setattr(system_packages, "_ldd", lambda plugin: LDD if "xcb" in str(plugin) else "")

    system_packages.ensure_qt_libraries(environment)
    assert capsys.readouterr().out == ""

    monkeypatch.setenv("DISPLAY", ":7")
    system_packages.ensure_qt_libraries(environment)
    assert "apt-get install libxcb-icccm4 libxcb-keysyms1" in capsys.readouterr().out


def test_libraries_that_could_be_installed_are_not_missing_any_more(
    monkeypatch, environment, on_linux
):
    installed = []

    def install(packages):
        installed.append(packages)
        return True

    monkeypatch.setattr(system_packages, "install_on_debian", install)
    monkeypatch.setattr(system_packages, "_ldd", lambda plugin: "" if installed else LDD)

    system_packages.ensure_qt_libraries(environment)

    assert installed == [["libxcb-icccm4", "libxcb-keysyms1"]]


def test_nothing_is_installed_by_a_user_who_may_not(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(system_packages, "run_step", lambda command: pytest.fail("tried"))

    assert system_packages.install_on_debian(["postgresql"]) is False


def test_root_on_debian_gets_the_packages_with_a_fresh_list(monkeypatch):
    ran: list[list[str]] = []
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system_packages, "run_step", ran.append)

    assert system_packages.install_on_debian(["one", "two"]) is True
    assert [command[-1] for command in ran] == ["update", "two"]


def test_an_installation_that_fails_is_told_and_not_fatal(monkeypatch, capsys):
    def fail(command):
        raise SetUpFailed("no such package")

    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system_packages, "run_step", fail)

    assert system_packages.install_on_debian(["one"]) is False
    assert "no such package" in capsys.readouterr().out


def test_the_server_programs_of_postgresql_are_found():
    folder = system_packages.postgresql_folder()

    assert folder is not None, system_packages.NO_POSTGRESQL
    assert any(path.stem == "initdb" for path in folder.iterdir())


def test_the_newest_postgresql_comes_first(monkeypatch, tmp_path):
    for release in ("9.6", "15", "16"):
        folder = tmp_path / release / "bin"
        folder.mkdir(parents=True)
        for name in ("initdb", "pg_ctl", "postgres"):
            (folder / name).touch(mode=0o755)
    monkeypatch.setattr(system_packages, "_POSTGRESQL_FOLDERS", (f"{tmp_path}/*/bin",))
    monkeypatch.setenv("PATH", "")

    assert system_packages.postgresql_folder() == tmp_path / "16" / "bin"


def test_without_postgresql_the_sentence_says_what_to_install(
    monkeypatch, capsys, nothing_installs
):
    monkeypatch.setattr(system_packages, "_POSTGRESQL_FOLDERS", ())
    monkeypatch.setenv("PATH", "")

    system_packages.ensure_postgresql()

    assert "apt-get install postgresql" in capsys.readouterr().out
