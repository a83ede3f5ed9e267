"""Every pair of text and ground that the window draws, by the figures of WCAG AA."""

import re
from string import Template

import pytest
from PySide6.QtGui import QColor

from salescenter import resources
from salescenter.ui import colours
from salescenter.ui.colours import Scheme
from salescenter.ui.theme import named

SCHEMES = [scheme for scheme in Scheme if scheme is not Scheme.SYSTEM]
TONES = ("ok", "warn", "error", "info")
GROUNDS = ("base", "window", "chrome", "alternate")
# Text and what it stands on; large or not, all of it is held to 4.5.
PAIRS = (
    *((text, ground) for text in ("text", "muted", *TONES) for ground in GROUNDS),
    *(("text", f"{tone}_soft") for tone in (*TONES, "accent", "muted")),
    *((tone, f"{tone}_soft") for tone in TONES),
    ("text", "header"),
    ("muted", "header"),
    ("text", "hover"),
    ("info", "hover"),
    ("text", "mark"),
    ("base", "text"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("on_selection", "selection"),
)
# What is not text but has to be seen: rims of fields, the focus, check marks.
MARKS = (
    *(("edge", ground) for ground in GROUNDS),
    *(("focus", ground) for ground in GROUNDS),
    ("accent", "base"),
)


def _luminance(colour):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    red, green, blue = (linear(part) for part in (c.redF(), c.greenF(), c.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def weak(scheme, pairs, least):
    names = named(colours.load()[scheme])
    found = {pair: round(contrast(names[pair[0]], names[pair[1]]), 2) for pair in pairs}
    return {pair: figure for pair, figure in found.items() if figure < least}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_stands_out_from_its_ground(scheme):
    assert weak(scheme, PAIRS, 4.5) == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_rims_focus_and_marks_can_be_seen(scheme):
    assert weak(scheme, MARKS, 3) == {}


def test_every_pair_that_one_rule_of_the_style_sheet_sets_is_looked_at():
    text = resources.path("style", "style.qss").read_text("utf-8")
    rules = re.findall(r"\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    pairs = set()
    for rule in rules:
        colour = re.search(r"(?<![\w-])color: \$(\w+)", rule)
        ground = re.search(r"(?<![\w-])background(?:-color)?: \$(\w+)", rule)
        if colour and ground and colour[1] != "disabled":
            pairs.add((colour[1], ground[1]))
    assert len(pairs) >= 5
    assert pairs - set(PAIRS) == set()
    assert Template(text).get_identifiers()
