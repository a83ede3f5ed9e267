"""Who works at the demo store: three people, one of each role, in two teams with limits.

Their passwords are in the open, the same in every demo store: it holds nothing that is worth
anything. A real store is made by ``salescenter init`` and has nobody of them.
"""

from dataclasses import dataclass

from salescenter.domain.permissions import ROLE_NAMES, Role
from salescenter.domain.user import Limit
from salescenter.i18n import _
from salescenter.services.demo.goods import categories

CSR_ID, SUPERVISOR_ID, ADMINISTRATOR_ID = 1, 2, 3
DESK_TEAM_ID, LEAD_TEAM_ID = 1, 2

_PERCENT = 10_000


@dataclass(frozen=True, slots=True)
class DemoUser:
    """Somebody who may sign on to a demo store, with the password."""

    id: int
    login: str
    name: str
    role: Role
    password: str
    team_id: int


USERS = (
    DemoUser(CSR_ID, "nora", "Nora Field", Role.CSR, "green-kettle-41", DESK_TEAM_ID),
    DemoUser(
        SUPERVISOR_ID, "ruben", "Ruben Ashdown", Role.SUPERVISOR, "quiet-harbour-52", LEAD_TEAM_ID
    ),
    DemoUser(
        ADMINISTRATOR_ID, "ada", "Ada Wren", Role.ADMINISTRATOR, "copper-lantern-63", LEAD_TEAM_ID
    ),
)

TEAMS = ((DESK_TEAM_ID, "Order desk"), (LEAD_TEAM_ID, "Team leads"))


def limits() -> dict[int, tuple[Limit, ...]]:
    """How far each team may go below the entitled price, by team."""
    tree = categories()
    return {
        DESK_TEAM_ID: (
            Limit(None, 5 * _PERCENT),
            Limit(tree["power-tools"].id, 10 * _PERCENT),
            Limit(tree["garden-furniture"].id, 15 * _PERCENT),
        ),
        LEAD_TEAM_ID: (Limit(None, 20 * _PERCENT), Limit(tree["garden"].id, 30 * _PERCENT)),
    }


SHIPPING_LIMITS = ((DESK_TEAM_ID, 50 * _PERCENT), (LEAD_TEAM_ID, 100 * _PERCENT))
"""How much each team may take off the charge of a delivery, by whatever method it is sent."""


def demo_users() -> str:
    """The three users as lines to show: role, id, password."""
    return "\n".join(
        _("{role}: {login}, password {password}").format(
            role=_(ROLE_NAMES[user.role]), login=user.login, password=user.password
        )
        for user in USERS
    )
