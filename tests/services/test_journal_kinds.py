"""Every kind of step that is written somewhere has a title to be shown by."""

import ast
from pathlib import Path

import salescenter
from salescenter.domain.undo import KIND_NAMES, REDO, UNDO, kind_title

_ROOT = Path(salescenter.__file__).parent

# Calls that write an entry, and at which place (without self) each takes its kind.
_PLACES = {
    "record": 2,
    "save": 3,
    "begin": 2,
    "entry": 2,
    "_note": 1,
    "_record": 2,
    "_entry": 4,
    "_take_back": 3,
    "_change": 2,
    "write_change": 3,
    "write_new": 2,
}
_WRITERS = {"work", "writer", "self._desk", "self", ""}


def _kinds(tree: ast.Module) -> set[str]:
    """The kinds that a module writes, as far as they stand in it."""
    found: set[str] = set()
    assigned = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.lower() == "kind"
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for value in _kind_arguments(node):
                for meant in assigned if isinstance(value, ast.Name) else [value]:
                    found |= _texts(meant)
    return found


def _kind_arguments(call: ast.Call) -> list[ast.expr]:
    """What a call writes as the kind of an entry."""
    name = ast.unparse(call.func)
    owner, _, method = name.rpartition(".")
    if method == "Entry":
        return [keyword.value for keyword in call.keywords if keyword.arg == "kind"]
    place = _PLACES.get(method)
    if owner not in _WRITERS or place is None or len(call.args) <= place:
        return []
    return [call.args[place]]


def _texts(value: ast.expr) -> set[str]:
    return {
        node.value
        for node in ast.walk(value)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        # What a condition asks for is no kind.
        and not any(node in ast.walk(each.test) for each in _conditions(value))
    }


def _conditions(value: ast.expr) -> list[ast.IfExp]:
    return [node for node in ast.walk(value) if isinstance(node, ast.IfExp)]


def written_kinds() -> set[str]:
    """All kinds that the program writes."""
    files = [file for folder in ("services", "db") for file in (_ROOT / folder).rglob("*.py")]
    return set().union(*(_kinds(ast.parse(file.read_text())) for file in files))


def test_every_kind_that_is_written_has_a_title():
    written = written_kinds()

    # The look through the sources finds what is known to be there, each by another way.
    assert written >= {
        "order.begin",
        "item.entitled",
        "order.import",
        "promotion.import",
        "customer.import",
        "customer.create",
        "payment.capture",
        "user.disable",
        "user.role",
        "sign_on",
        "unlock.wrong",
        "denied",
    }
    assert written - KIND_NAMES.keys() == set()


def test_every_title_belongs_to_a_kind_that_is_written():
    assert KIND_NAMES.keys() - written_kinds() == {UNDO, REDO}


def test_what_came_by_import_says_so():
    assert kind_title("customer.import", {"number": "C-7"}) == "Import customer C-7"
    assert kind_title("promotion.import", {"name": "Spring", "version": 1}) == (
        "Import promotion Spring"
    )
