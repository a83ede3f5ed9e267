"""The command palette: every action by its name, with its keys, and why it cannot be run now."""

from salescenter.i18n import _
from salescenter.ui.actions.action import ActionRegistry, Menu, plain
from salescenter.ui.actions.keymap import Keymap
from salescenter.ui.state import WorkbenchState
from salescenter.ui.workbench.contract import ActionKeys, Choice


def palette_choices(
    registry: ActionRegistry, menus: tuple[Menu, ...], keymap: Keymap, state: WorkbenchState
) -> list[Choice]:
    """What the palette offers in ``state``: what can be run first, each in menu order."""
    titles = {menu.id: plain(_(menu.title)) for menu in menus}
    choices = [
        Choice(
            value=action.id,
            text=action.plain_text(state).rstrip("…"),
            detail=titles.get(action.menu, ""),
            keys=keymap.spoken(action),
            refusal=action.why_not(state),
            icon=action.icon,
            keywords=_(action.keywords),
        )
        for action in registry
        if action.id != "palette.show" and action.is_offered(state)
    ]
    return sorted(choices, key=lambda choice: bool(choice.refusal))


def action_keys(
    registry: ActionRegistry, menus: tuple[Menu, ...], keymap: Keymap
) -> list[ActionKeys]:
    """Every action with its keys, those that have some first, each in menu order."""
    titles = {menu.id: plain(_(menu.title)) for menu in menus}
    state = WorkbenchState()
    rows = [
        ActionKeys(
            action.id,
            keymap.spoken(action),
            action.plain_text(state),
            titles.get(action.menu, ""),
            keymap.of(action),
            action.shortcut,
        )
        for action in registry
    ]
    return sorted(rows, key=lambda row: not row.keys)
