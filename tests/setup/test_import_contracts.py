"""The import contracts of pyproject.toml hold for the intended shape and refuse what they should.

They are tried on a small tree of the same names, since the real one never breaks them.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.setup.checkout import ROOT

SHAPE = {
    "__init__.py": "",
    "__main__.py": "from salescenter import cli",
    "cli.py": "from salescenter import app",
    "app.py": "import PySide6.QtWidgets\nfrom salescenter import driver, ui",
    "driver.py": "from salescenter import services",
    "i18n.py": "",
    "resources.py": "",
    "settings.py": "",
    "ui/__init__.py": "import PySide6.QtWidgets\nfrom salescenter import services",
    "ui/workbench/__init__.py": "",
    "ui/workbench/docking.py": "import PySide6QtAds",
    "ui/views/__init__.py": "",
    "ui/views/stores.py": "",
    "ui/views/blocks.py": "",
    "ui/editors/__init__.py": "",
    "ui/editors/order.py": "",
    "services/__init__.py": "from salescenter import db, gateways",
    "db/__init__.py": "import sqlalchemy\nfrom salescenter import domain",
    "gateways/__init__.py": "from salescenter import domain",
    "gateways/ledger.py": "import pysqlite3",
    "domain/__init__.py": "from salescenter import i18n",
}


@pytest.fixture
def tree(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, text in SHAPE.items():
        file = tmp_path / "salescenter" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8")
    return tmp_path


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command as lint; lint()"
    command = [sys.executable, "-c", program, "--no-logo", "--no-cache"]
    environment = {"PYTHONPATH": str(tree), "PATH": "", "COLUMNS": "200"}
    return subprocess.run(
        command, cwd=tree, env=environment, capture_output=True, text=True, check=False
    )


def test_the_intended_shape_keeps_every_contract(tree):
    answer = lint(tree)

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "0 broken" in answer.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("domain/__init__.py", "import salescenter.db", "Layers point downwards"),
        ("driver.py", "import salescenter.ui", "Layers point downwards"),
        ("misc.py", "", "Layers point downwards"),
        ("ui/views/stores.py", "import salescenter.db", "The ui reaches the database only"),
        ("gateways/__init__.py", "import PySide6.QtCore", "Nothing below the ui reaches Qt"),
        ("cli.py", "import PySide6.QtCore", "The command line does not name Qt"),
        ("ui/views/stores.py", "import PySide6QtAds", "Only the docking adapter knows QtAds"),
        ("services/__init__.py", "import sqlalchemy", "Only db knows SQLAlchemy"),
        ("ui/views/stores.py", "import salescenter.ui.editors.order", "Views and editors do not"),
    ],
)
def test_a_forbidden_import_breaks_its_contract(tree, file, line, contract):
    with (tree / "salescenter" / file).open("a", encoding="utf-8") as module:
        module.write(line + "\n")

    answer = lint(tree)

    assert answer.returncode == 1
    broken = [line for line in answer.stdout.splitlines() if " BROKEN" in line]
    assert any(line.startswith(contract) for line in broken), answer.stdout
