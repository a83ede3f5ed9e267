"""Plays the story from beginning to end."""

from pathlib import Path

from salescenter.ui.tour import story
from salescenter.ui.tour.player import Player
from salescenter.ui.workbench.window import Window

SIZE = (1440, 900)


def play(window: Window, folder: Path | None, login: str, password: str) -> None:
    """Play the main story in a window that is shown; pictures go to ``folder``."""
    player = Player(window, folder)
    story.sign_on(player, login, password)
    story.find_caller(player)
    story.take_items(player)
    story.show_price_steps(player)
    story.pay_by_card(player, "Declines")
    story.submit(player)
    story.wait_for_decline(player)
    story.pay_by_card(player, "Approves")
    story.wait_for_processing(player)
    story.look_around(player)
