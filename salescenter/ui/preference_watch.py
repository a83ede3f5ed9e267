"""What a person prefers, brought from the store into the window after sign-on and on a change."""

from uuid import uuid4

from PySide6.QtCore import QObject

from salescenter.domain.preferences import DELIVERED, Preferences
from salescenter.i18n import _
from salescenter.services.preferences import PreferenceSheet, SavePreferences
from salescenter.services.verbs import Nothing
from salescenter.ui.actions.keymap import Keymap, with_own_keys
from salescenter.ui.colours import Scheme
from salescenter.ui.measures import Measures
from salescenter.ui.state import WorkbenchState
from salescenter.ui.theme import Theme
from salescenter.ui.workbench.layout_store import LayoutStore
from salescenter.ui.workbench.specs import Catalog
from salescenter.ui.workbench.window import Window

LANGUAGE = "language"
"""Where the settings folder keeps the window's language until the next start."""


class PreferenceWatch(QObject):
    """Dresses the window in what is in force, and keeps the colours that were chosen in a menu.

    Made once by ``app``, beside the window. ``desk`` is what the settings folder keeps for the
    time before anybody has signed on.
    """

    def __init__(self, window: Window, catalog: Catalog, theme: Theme, desk: LayoutStore) -> None:
        super().__init__(window)
        self._window, self._theme, self._desk = window, theme, desk
        self._actions = tuple(catalog.registry())
        self._keymap: Keymap = window.keymap
        self._user_id = ""
        self._shown: PreferenceSheet | None = None
        window.state_changed.connect(self._on_state_changed)

    def _on_state_changed(self, state: WorkbenchState) -> None:
        user_id = state.person.user_id if state.person else ""
        if user_id != self._user_id:
            self._user_id, self._shown = user_id, None
            if user_id:
                self._read()
            else:
                self._dress(DELIVERED)
                self._window.change_state(preferences=DELIVERED, fixed=())
        elif self._shown is not None:
            self._follow(self._shown, PreferenceSheet(state.preferences, state.fixed), state)

    def _read(self) -> None:
        preferences = self._window.services.preferences
        self._window.runner.read(
            lambda: preferences.get(Nothing()), self._show, self._window.report
        )

    def _show(self, sheet: PreferenceSheet) -> None:
        if self._user_id:
            self._use(sheet)

    def _use(self, sheet: PreferenceSheet) -> None:
        values, self._shown = sheet.values, sheet
        self._dress(values)
        self._desk.keep_preference(LANGUAGE, values.tongue)
        if self._window.state.scheme != values.scheme:
            self._window.use_scheme(Scheme(values.scheme))
        self._window.change_state(preferences=values, fixed=sheet.fixed)

    def _dress(self, values: Preferences) -> None:
        self._window.session.use_idle_minutes(values.idle_minutes)
        self._theme.use_measures(Measures(values.scale, values.density))
        self._window.use_keymap(with_own_keys(self._keymap, self._actions, values.keys))

    def _follow(self, before: PreferenceSheet, now: PreferenceSheet, state: WorkbenchState) -> None:
        """The editor of preferences showed new ones, or other colours were chosen in a menu."""
        if now != before:
            self._use(now)
        elif state.scheme != before.values.scheme:
            if "scheme" in before.fixed:
                self._window.use_scheme(Scheme(before.values.scheme))
                self._window.refuse(_("An administrator has fixed the colours for everyone."))
            else:
                self._keep_scheme(state.scheme)

    def _keep_scheme(self, scheme: Scheme) -> None:
        preferences, key = self._window.services.preferences, uuid4().hex
        wish = SavePreferences(values={"scheme": str(scheme)})
        self._shown = None  # until the answer is there
        self._window.runner.write(
            lambda: preferences.save(wish, key=key), self._show, self._window.report
        )
