"""Who may do what: one table of roles and permissions (reliability.md section 6, decision 22).

Services enforce it in every verb; the window only reads it to grey things out. What is not in the
table is denied.
"""

from enum import StrEnum
from types import MappingProxyType

from salescenter.i18n import N_


class Role(StrEnum):
    """What a user is at this desk."""

    CSR = "csr"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = MappingProxyType(
    {
        Role.CSR: N_("Customer service representative"),
        Role.SUPERVISOR: N_("Supervisor"),
        Role.ADMINISTRATOR: N_("Administrator"),
    }
)


class Permission(StrEnum):
    """A right, named for what it lets a person do. The words are lasting: scripts refer to them."""

    SIGN_ON = "sign_on"
    OWN_SESSION = "own_session"
    DESK_READ = "desk.read"
    CUSTOMER_EDIT = "customer.edit"
    ORDER_EDIT = "order.edit"
    ORDER_SUBMIT = "order.submit"
    ORDER_CANCEL = "order.cancel"
    PRICE_OVERRIDE = "price.override"
    PAYMENT_ADD = "payment.add"
    USER_READ = "user.read"
    USER_EDIT = "user.edit"
    USER_UNLOCK = "user.unlock"
    AUDIT_READ = "audit.read"


_EVERYBODY = frozenset(
    {
        Permission.OWN_SESSION,
        Permission.DESK_READ,
        Permission.CUSTOMER_EDIT,
        Permission.ORDER_EDIT,
        Permission.ORDER_SUBMIT,
        Permission.ORDER_CANCEL,
        Permission.PRICE_OVERRIDE,
        Permission.PAYMENT_ADD,
    }
)
_SUPERVISOR = _EVERYBODY | {Permission.USER_READ, Permission.USER_UNLOCK, Permission.AUDIT_READ}
_ADMINISTRATOR = _SUPERVISOR | {Permission.USER_EDIT}

GRANTED = MappingProxyType(
    {
        Role.CSR: frozenset(_EVERYBODY),
        Role.SUPERVISOR: frozenset(_SUPERVISOR),
        Role.ADMINISTRATOR: frozenset(_ADMINISTRATOR),
    }
)


def may(role: Role, permission: Permission) -> bool:
    """Whether the table grants ``permission`` to ``role``; what it does not name is denied."""
    return permission in GRANTED.get(role, frozenset())
