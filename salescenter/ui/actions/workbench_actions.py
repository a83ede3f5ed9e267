"""Actions of the frame itself: session, looks, views, editors, perspectives, help."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from salescenter.i18n import N_, _
from salescenter.ui.actions.action import AT_WORK, EDITOR_OPEN, Action, Requirement
from salescenter.ui.colours import SCHEME_NAMES, Scheme
from salescenter.ui.editors.help.help_editor import show_help
from salescenter.ui.state import WorkbenchState
from salescenter.ui.workbench.bug_strip import BugStrip
from salescenter.ui.workbench.contract import Workbench

_SIGNED_OFF = Requirement(
    lambda state: not state.at_work, N_("Somebody is signed on. Sign off first.")
)
_SEVERAL_PAGES = Requirement(lambda state: state.pages > 1, N_("This editor has one page only."))


def _context_menu(_workbench: Workbench) -> None:
    """What the right mouse button does, where the focus is."""
    widget = QApplication.focusWidget()
    if widget is None:
        return
    point = QPoint(widget.width() // 3, min(24, widget.height() // 2))
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, point, widget.mapToGlobal(point))
    QApplication.postEvent(getattr(widget, "viewport", lambda: widget)(), event)


def _go_to_report(workbench: Workbench) -> None:
    for strip in QApplication.allWidgets():
        if isinstance(strip, BugStrip) and strip.isVisible():
            strip.go_there()
            return
    workbench.say(_("The program made no mistake that is still shown."))


def _turn_page(step: int, workbench: Workbench) -> None:
    if workbench.active_editor is not None:
        workbench.active_editor.turn_page(step)


def _focus_editor(workbench: Workbench) -> None:
    if workbench.active_editor is not None:
        workbench.active_editor.take_focus()


def _has_scheme(scheme: Scheme, state: WorkbenchState) -> bool:
    return state.scheme is scheme


def _has_perspective(perspective_id: str, state: WorkbenchState) -> bool:
    return state.perspective == perspective_id


def _quit(_workbench: Workbench) -> None:
    QApplication.closeAllWindows()


SESSION_ACTIONS = (
    Action(
        "session.sign_on",
        N_("Sign &on"),
        "file",
        lambda workbench: workbench.sign_on(),
        group="session",
        shortcut="Ctrl+L",
        icon="log-in",
        requires=(_SIGNED_OFF,),
        keywords=N_("log on login"),
    ),
    Action(
        "session.lock",
        N_("&Lock the window"),
        "file",
        lambda workbench: workbench.lock(),
        group="session",
        shortcut="Ctrl+Shift+L",
        icon="lock",
        requires=(AT_WORK,),
    ),
    Action(
        "session.sign_off",
        N_("Sign o&ff"),
        "file",
        lambda workbench: workbench.sign_off(),
        group="session",
        icon="log-out",
        requires=(AT_WORK,),
        keywords=N_("log off logout"),
    ),
    Action(
        "app.preferences",
        N_("Pr&eferences…"),
        "file",
        lambda workbench: workbench.open_editor("preferences", "preferences"),
        group="preferences",
        shortcut="Ctrl+,",
        icon="settings",
        requires=(AT_WORK,),
        keywords=N_("settings options shortcuts theme size language"),
    ),
    Action("app.quit", N_("&Quit"), "file", _quit, group="quit", shortcut="Ctrl+Q", icon="x"),
)

EDITOR_ACTIONS = (
    Action(
        "editor.next_page",
        N_("&Next page"),
        "window",
        partial(_turn_page, 1),
        group="editor",
        shortcut="Ctrl+PgDown",
        requires=(AT_WORK, EDITOR_OPEN, _SEVERAL_PAGES),
    ),
    Action(
        "editor.previous_page",
        N_("&Previous page"),
        "window",
        partial(_turn_page, -1),
        group="editor",
        shortcut="Ctrl+PgUp",
        requires=(AT_WORK, EDITOR_OPEN, _SEVERAL_PAGES),
    ),
    Action(
        "editor.next",
        N_("Next &editor"),
        "window",
        lambda workbench: workbench.next_editor(1),
        group="editor",
        shortcut="Ctrl+F6",
        requires=(AT_WORK, EDITOR_OPEN),
    ),
    Action(
        "editor.previous",
        N_("Previous editor"),
        "window",
        lambda workbench: workbench.next_editor(-1),
        group="editor",
        shortcut="Ctrl+Shift+F6",
        requires=(AT_WORK, EDITOR_OPEN),
    ),
    Action(
        "editor.focus",
        N_("&Go to the editor"),
        "window",
        _focus_editor,
        group="editor",
        shortcut="F12",
        requires=(AT_WORK, EDITOR_OPEN),
    ),
    Action(
        "editor.maximise",
        N_("&Maximise or restore the editor"),
        "window",
        lambda workbench: workbench.toggle_maximised(),
        group="editor",
        shortcut="Ctrl+M",
        icon="maximize-2",
        requires=(AT_WORK, EDITOR_OPEN),
        checked=lambda state: state.maximised,
    ),
    Action(
        "editor.close",
        N_("&Close the editor"),
        "window",
        lambda workbench: workbench.close_editor(),
        group="editor",
        shortcut="Ctrl+W",
        requires=(AT_WORK, EDITOR_OPEN),
    ),
)

FRAME_ACTIONS = (
    Action(
        "palette.show",
        N_("&All commands…"),
        "help",
        lambda workbench: workbench.show_palette(),
        group="find",
        shortcut="Ctrl+K",
        icon="command",
    ),
    Action(
        "help.show",
        N_("&Help on what is in front"),
        "help",
        show_help,
        group="help",
        shortcut="F1",
        icon="circle-help",
        requires=(AT_WORK,),
        keywords=N_("manual explain how"),
    ),
    Action(
        "help.start",
        N_("Getting &started"),
        "help",
        lambda workbench: show_help(workbench, "getting-started"),
        group="help",
        icon="arrow-right",
        requires=(AT_WORK,),
        keywords=N_("tutorial first order introduction"),
    ),
    Action(
        "help.keys",
        N_("&Keyboard"),
        "help",
        lambda workbench: workbench.open_editor("help.keys", "keys"),
        group="help",
        shortcut="Ctrl+F1",
        icon="keyboard",
        requires=(AT_WORK,),
        keywords=N_("shortcuts keys help"),
    ),
    Action(
        "help.report",
        N_("Go to the &report of a mistake"),
        "help",
        _go_to_report,
        group="report",
        shortcut="Ctrl+Alt+B",
        icon="octagon-alert",
        keywords=N_("bug crash error"),
    ),
    Action(
        "view.context_menu",
        N_("Context menu"),
        "",
        _context_menu,
        shortcut="Shift+F10",
        requires=(AT_WORK,),
    ),
    Action(
        "perspective.reset",
        N_("&Reset the perspective"),
        "window",
        lambda workbench: workbench.reset_perspective(),
        group="perspective",
        icon="rotate-ccw",
        requires=(AT_WORK,),
        keywords=N_("layout default"),
    ),
)


def scheme_actions() -> tuple[Action, ...]:
    """One action for each set of colours."""
    return tuple(
        Action(
            f"theme.{scheme}",
            SCHEME_NAMES[scheme],
            "view/colours",
            _use_scheme(scheme),
            checked=partial(_has_scheme, scheme),
            keywords=N_("theme colours light dark contrast"),
        )
        for scheme in Scheme
    )


def view_actions(views: Iterable[tuple[str, str, str]]) -> tuple[Action, ...]:
    """One action for each view (id, title, icon) that opens it and goes there."""
    return tuple(
        Action(
            f"view.show_{view_id}",
            title,
            "view/show",
            _show_view(view_id),
            icon=icon,
            requires=(AT_WORK,),
            keywords=N_("show view"),
        )
        for view_id, title, icon in views
    )


def perspective_actions(perspectives: Iterable[tuple[str, str]]) -> tuple[Action, ...]:
    """One action for each perspective (id, title)."""
    return tuple(
        Action(
            f"perspective.{perspective_id}",
            title,
            "window/perspective",
            _use_perspective(perspective_id),
            requires=(AT_WORK,),
            checked=partial(_has_perspective, perspective_id),
            keywords=N_("perspective layout"),
        )
        for perspective_id, title in perspectives
    )


def _use_scheme(scheme: Scheme) -> Callable[[Workbench], None]:
    return lambda workbench: workbench.use_scheme(scheme)


def _show_view(view_id: str) -> Callable[[Workbench], None]:
    return lambda workbench: workbench.show_view(view_id)


def _use_perspective(perspective_id: str) -> Callable[[Workbench], None]:
    return lambda workbench: workbench.use_perspective(perspective_id)
