import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontMetricsF, QPalette, QTextLayout
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QTreeWidget, QTreeWidgetItem, QWidget

from salescenter.resources import path
from salescenter.ui import colours, fonts, icons
from salescenter.ui.colours import NAMES, Scheme, Tone
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import button

SCHEMES = [scheme for scheme in Scheme if scheme is not Scheme.SYSTEM]
READ_ON_BASE = ("text", "muted", "ok", "warn", "error", "info")


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    red, green, blue = (linear(part) for part in (c.redF(), c.greenF(), c.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """As the web's accessibility guidelines compute it, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["base", "window", "alternate", "chrome"])
def test_every_colour_that_is_read_stands_out_from_its_ground(scheme, ground):
    names = colours.load()[scheme]
    weak = {name for name in READ_ON_BASE if contrast(names[name], names[ground]) < 4.5}
    assert weak == set()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_on_accent_and_selection_can_be_read_and_edges_be_seen(scheme):
    names = colours.load()[scheme]
    assert contrast(names["on_accent"], names["accent"]) >= 4.5
    assert contrast(names["on_selection"], names["selection"]) >= 4.5
    assert contrast(names["text"], names["mark"]) >= 4.5
    assert contrast(names["text"], names["header"]) >= 4.5
    assert contrast(names["edge"], names["base"]) >= 3
    assert contrast(names["focus"], names["base"]) >= 3


def test_a_scheme_with_a_colour_missing_is_refused(monkeypatch, tmp_path):
    file = tmp_path / "style" / "colours.toml"
    file.parent.mkdir()
    file.write_text('[light]\nwindow = "#ffffff"\n')
    monkeypatch.setattr("salescenter.resources.path", tmp_path.joinpath)
    with pytest.raises(ValueError, match="light"):
        colours.load()


def test_palette_tones_and_style_sheet_follow_the_chosen_scheme(theme, qapp):
    for scheme in SCHEMES:
        theme.use(scheme)
        names = colours.load()[scheme]
        assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(names["base"])
        assert colours.tone_colour(Tone.WARN) == QColor(names["warn"])
        assert names["header"] in qapp.styleSheet()
        assert "$" not in qapp.styleSheet()


def test_the_system_scheme_is_light_where_the_desktop_says_nothing(theme):
    theme.use(Scheme.SYSTEM)
    assert theme.resolved() is Scheme.LIGHT


def test_icons_that_were_put_change_their_colour_with_the_theme(theme, qtbot):
    made = button("Add", name="add", icon="plus")
    qtbot.addWidget(made)
    light = made.icon().pixmap(16, 16).toImage()
    theme.use(Scheme.DARK)
    assert made.icon().pixmap(16, 16).toImage() != light
    theme.use(Scheme.LIGHT)
    assert made.icon().pixmap(16, 16).toImage() == light


def test_an_icon_can_be_taken_away_again(qtbot):
    made = QToolButton()
    qtbot.addWidget(made)
    icons.put_icon(made, "plus")
    icons.put_icon(made, "")
    assert made.icon().isNull()


def test_an_icon_that_is_not_bundled_is_named_in_the_error():
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        icons.icon("no-such-icon")


def test_the_bundled_font_is_there_and_its_digits_are_equally_wide(qapp):
    assert fonts.FAMILY in QFontDatabase.families()
    metrics = QFontMetricsF(fonts.interface())
    assert {metrics.horizontalAdvance(digit) for digit in "0123456789"} == {
        metrics.horizontalAdvance("8")
    }


def _faces(text: str) -> dict[str, str]:
    """By word the face that draws it; a box is drawn by none."""
    faces: dict[str, str] = {}
    for word in text.split():
        layout = QTextLayout(word, fonts.interface())
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        runs = layout.glyphRuns()
        whole = all(index for run in runs for index in run.glyphIndexes())
        faces[word] = " ".join({run.rawFont().familyName() for run in runs}) if whole else ""
    return faces


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Ελένη Παπαδάκη Ґалина Їжакевич Șerban Nguyễn Łukasz", "IBM Plex Sans"),
        ("שרה הלפרין", "Noto Sans Hebrew"),
        ("فاطمة النجار", "Noto Sans Arabic"),
        ("諸葛亮 诸葛亮 小野寺さくら 渡辺サクラ 髙橋 堃 喆 﨑 𠮷", "Sales Center Han"),
        ("김민수 박지영", "Sales Center Hangul"),
    ],
)
def test_a_name_in_any_of_these_scripts_is_drawn_by_a_bundled_face(theme, name, family):
    assert _faces(name) == dict.fromkeys(name.split(), family)


def test_every_name_and_place_of_the_demo_store_can_be_drawn_without_the_machines_fonts(theme):
    text = "".join(
        path("demo", file).read_text(encoding="utf-8") for file in ("people.toml", "places.toml")
    )
    letters = "".join({letter for letter in text if letter.isalpha()})
    assert _faces(" ".join(letters)).keys() == set(letters)
    faces = {face: letter for letter, face in _faces(" ".join(letters)).items()}
    assert set(faces) <= set(fonts.FAMILIES)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_focus_of_a_table_and_of_a_tree_is_a_rim_that_no_row_covers(theme, qtbot, scheme):
    theme.use(scheme)
    top = QWidget()
    qtbot.addWidget(top)
    model = TableModel([Column[str]("a", "A", str, width=80, stretch=1)], key=str)
    model.show_rows([f"row {number}" for number in range(30)])
    table, tree = table_view(model, name="table", accessible="Table"), QTreeWidget()
    tree.setHeaderHidden(True)
    tree.addTopLevelItems([QTreeWidgetItem([f"row {number}"]) for number in range(30)])
    box = QHBoxLayout(top)
    for view in (table, tree):
        view.selectAll()
        box.addWidget(view)
    top.resize(500, 200)
    top.show()
    qtbot.waitExposed(top)
    for view in (table, tree):
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
        image, right, middle = view.grab().toImage(), view.width() - 1, view.height() // 2
        rim = [image.pixelColor(x, middle) for x in (0, 1, right - 1, right)]
        rim += [image.pixelColor(40, y) for y in (0, 1, view.height() - 2, view.height() - 1)]
        assert set(map(QColor.name, rim)) == {colours.colour("focus").name()}


def test_each_scheme_names_the_same_colours():
    assert {frozenset(names) for names in colours.load().values()} == {frozenset(NAMES)}
