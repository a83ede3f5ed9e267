"""Every refusal that is raised anywhere has its sentence."""

import ast
from pathlib import Path

import salescenter
from salescenter.domain.errors import Problem, Refused
from salescenter.domain.refusals import SENTENCES

_RAISERS = {"Refused", "NotFound", "Denied", "Problem"}


def _codes():
    for file in Path(salescenter.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _RAISERS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def test_every_code_that_is_raised_has_a_sentence():
    assert {code for code in _codes() if code not in SENTENCES} == set()


def test_sentences_end_like_sentences_and_are_sorted():
    assert list(SENTENCES) == sorted(SENTENCES)
    assert [code for code, text in SENTENCES.items() if text.strip()[-1] not in ".:?}"] == []


def test_a_sentence_never_fails_for_want_of_a_parameter():
    assert str(Refused("order.not_pending")).startswith("Order {number}")
    assert str(Problem("no.such.code")) == "no.such.code"
