"""The locked requirements: names, versions, hashes and markers, and nothing else."""

import itertools
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.bootstrap import SETS
from tests.setup.checkout import ROOT

FOLDER = ROOT / "scripts" / "requirements"
PIN = re.compile(r"(?P<name>[a-z0-9.-]+)==(?P<version>[0-9][0-9a-z.]*)(?P<marker> ; [^#/:]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def locked(name):
    found = (PIN.fullmatch(line) for line in (FOLDER / f"{name}.txt").read_text().splitlines())
    return {pin["name"]: pin["version"] for pin in found if pin}


def declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = project["project"]["dependencies"]
    postgres = project["project"]["optional-dependencies"]["postgres"]
    dev = project["dependency-groups"]["dev"] + project["build-system"]["requires"]
    return {
        "runtime": runtime + postgres,
        "dev": runtime + postgres + dev,
    }


def test_there_is_one_locked_list_for_each_set_and_no_other_file():
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.txt" for name in SETS}


@pytest.mark.parametrize("name", SETS)
def test_a_locked_list_holds_only_names_versions_hashes_and_markers(name):
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()

    odd = [line for line in lines if not PIN.fullmatch(line) and not HASH.fullmatch(line)]

    assert odd == []


@pytest.mark.parametrize("name", SETS)
def test_every_pin_has_a_hash(name):
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()

    followers = [after for line, after in itertools.pairwise(lines) if "==" in line]

    assert len(followers) > 10
    assert [line for line in followers if not HASH.fullmatch(line)] == []


@pytest.mark.parametrize("name", SETS)
def test_a_locked_list_satisfies_what_the_project_declares(name):
    versions = locked(name)
    for text in declared()[name]:
        wish = Requirement(text)
        assert wish.specifier.contains(versions[canonicalize_name(wish.name)]), text


def test_each_set_holds_the_one_before_it_in_the_same_versions():
    runtime, dev = (locked(name) for name in SETS)

    assert runtime.items() <= dev.items()


def test_what_the_start_script_installs_reaches_both_engines():
    assert {"pysqlite3", "psycopg", "psycopg-binary"} <= locked("runtime").keys()


def test_the_desktop_needs_no_tools_of_the_developers():
    assert not {"pytest", "mypy", "hatchling"} & locked("runtime").keys()
