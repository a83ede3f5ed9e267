"""Everything a person can do, as data: menus, tool bar, shortcuts, palette and help draw it."""

from salescenter.ui.actions.action import Action, ActionRegistry, Menu, Requirement

__all__ = ["Action", "ActionRegistry", "Menu", "Requirement"]
