"""A process that plays the first half of the story and then dies without a word."""

import os
import signal
import sys
from pathlib import Path

from salescenter.services.demo.users import USERS
from salescenter.ui.tour import story
from tests.scenarios.desk_window import desk_window

with desk_window(sys.argv[1], Path(sys.argv[2])) as player:
    story.sign_on(player, USERS[0].login, USERS[0].password)
    story.find_caller(player)
    story.take_items(player)
    sys.stdout.write(story.require_order(player).order.number + "\n")
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
