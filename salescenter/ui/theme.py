"""Fusion, a palette and one style sheet, all from one dictionary of colours.

Qt's own colour schemes do nothing on the offscreen platform and under a bare X server, so the
palettes are ours. ``Scheme.SYSTEM`` asks the desktop and takes an unknown answer for light.
"""

from string import Template

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from salescenter import resources
from salescenter.ui import colours, fonts, icons, measures
from salescenter.ui.colours import Colours, Scheme, Tone, mixed
from salescenter.ui.measures import Measures

_SOFT = ("accent", "ok", "warn", "error", "info", "muted")
_ROLE = QPalette.ColorRole
_PALETTE = {
    _ROLE.Window: "window",
    _ROLE.WindowText: "text",
    _ROLE.Base: "base",
    _ROLE.AlternateBase: "alternate",
    _ROLE.Text: "text",
    _ROLE.PlaceholderText: "muted",
    _ROLE.Button: "chrome",
    _ROLE.ButtonText: "text",
    _ROLE.BrightText: "error",
    _ROLE.ToolTipBase: "text",
    _ROLE.ToolTipText: "base",
    _ROLE.Highlight: "selection",
    _ROLE.HighlightedText: "on_selection",
    _ROLE.Accent: "accent",
    _ROLE.Link: "info",
    _ROLE.LinkVisited: "info",
    _ROLE.Light: "base",
    _ROLE.Midlight: "border",
    _ROLE.Mid: "border",
    _ROLE.Dark: "edge",
    _ROLE.Shadow: "edge",
}
_GREYED = (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.HighlightedText)


class Theme(QObject):
    """Dresses the application, and again when the person or the desktop changes its mind."""

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._schemes = colours.load()
        self._template = Template(resources.path("style", "style.qss").read_text(encoding="utf-8"))
        self.scheme = scheme
        fonts.load()
        app.setStyle("Fusion")
        app.setFont(fonts.interface())
        app.styleHints().colorSchemeChanged.connect(self._on_desktop_changed)
        self.use(scheme)

    def use(self, scheme: Scheme) -> None:
        """Dress everything in ``scheme``, at once."""
        self.scheme = scheme
        chosen = self._schemes[self.resolved()]
        colours.activate(chosen)
        palette = palette_of(chosen)
        self._app.setPalette(palette)
        QToolTip.setPalette(palette)
        check = resources.path("icons", "check.svg").as_posix()
        sheet = self._template.substitute(named(chosen), check=check)
        self._app.setStyleSheet(measures.active().style_sheet(sheet))
        icons.redraw_icons()
        self.changed.emit()

    def use_measures(self, wanted: Measures) -> None:
        """Draw everything in another size or with other room around it, at once."""
        if wanted != measures.active():
            measures.activate(wanted)
            self._app.setFont(fonts.interface())
            self.use(self.scheme)

    def resolved(self) -> Scheme:
        """The scheme in force, never SYSTEM."""
        if self.scheme is not Scheme.SYSTEM:
            return self.scheme
        dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return Scheme.DARK if dark else Scheme.LIGHT

    @Slot()
    def _on_desktop_changed(self) -> None:
        if self.scheme is Scheme.SYSTEM:
            self.use(Scheme.SYSTEM)


def palette_of(chosen: Colours) -> QPalette:
    """Qt's palette from the dictionary."""
    palette = QPalette()
    for role, name in _PALETTE.items():
        palette.setColor(role, QColor(chosen[name]))
    for role in _GREYED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(chosen["disabled"]))
    return palette


def named(chosen: Colours) -> dict[str, str]:
    """The dictionary with what follows from it: for each tone a quiet background and a rim."""
    names = dict(chosen)
    for name in _SOFT:
        names[f"{name}_soft"] = mixed(chosen[name], chosen["base"], 0.14)
        names[f"{name}_rim"] = mixed(chosen[name], chosen["base"], 0.45)
    names["hover"] = mixed(chosen["accent"], chosen["base"], 0.09)
    names["veil"] = "rgba(0, 0, 0, 90)"
    return names


__all__ = ["Scheme", "Theme", "Tone", "named", "palette_of"]
