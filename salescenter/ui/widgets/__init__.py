"""The one place where labels, fields, buttons and boxes are made.

What comes from here shows text as it was typed (Qt guesses rich text), has an object name that
lasts and a name for screen readers, and takes its colours from the theme.
"""

from salescenter.ui.widgets.boxes import (
    Card,
    Chip,
    EmptyState,
    FlowRow,
    card,
    chip,
    empty_state,
    page,
    scroll_area,
    separator,
)
from salescenter.ui.widgets.buttons import Button, Kind, ToolButton, button, tool_button
from salescenter.ui.widgets.fields import (
    ChoiceField,
    Field,
    SearchField,
    TextField,
    check_box,
    choice_field,
    notes_field,
    password_field,
    search_field,
    text_field,
)
from salescenter.ui.widgets.layouts import STRETCH, column, row
from salescenter.ui.widgets.message_bar import MessageBar
from salescenter.ui.widgets.pages import Pages
from salescenter.ui.widgets.text import (
    ElidingLabel,
    IconLabel,
    announce,
    caption,
    eliding_label,
    heading,
    icon_label,
    label,
    set_shown,
    set_tone,
    tool_tip,
    value_label,
)
from salescenter.ui.widgets.walk import find_rich_text, find_unnamed

__all__ = [
    "STRETCH",
    "Button",
    "Card",
    "Chip",
    "ChoiceField",
    "ElidingLabel",
    "EmptyState",
    "Field",
    "FlowRow",
    "IconLabel",
    "Kind",
    "MessageBar",
    "Pages",
    "SearchField",
    "TextField",
    "ToolButton",
    "announce",
    "button",
    "caption",
    "card",
    "check_box",
    "chip",
    "choice_field",
    "column",
    "eliding_label",
    "empty_state",
    "find_rich_text",
    "find_unnamed",
    "heading",
    "icon_label",
    "label",
    "notes_field",
    "page",
    "password_field",
    "row",
    "scroll_area",
    "search_field",
    "separator",
    "set_shown",
    "set_tone",
    "text_field",
    "tool_button",
    "tool_tip",
    "value_label",
]
