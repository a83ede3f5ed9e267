"""What a page of the customer editor is: it draws a profile, and takes the focus."""

from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from salescenter.domain.address import AddressFormat
from salescenter.domain.customer import Customer
from salescenter.domain.store import Store
from salescenter.ui.editors.customer.customer_link import CustomerLink


@dataclass(frozen=True, slots=True)
class Profile:
    """A customer with what is needed to show them; formats by country."""

    customer: Customer
    store: Store
    formats: dict[str, AddressFormat] = field(default_factory=dict)


class CustomerPage(QWidget):
    """A page. ``show_profile`` is called with each new version while the page is in front."""

    id: ClassVar[str]
    title: ClassVar[str]

    def __init__(self, link: CustomerLink) -> None:
        super().__init__()
        self.link = link
        self.profile: Profile | None = None
        self.setObjectName(f"customer-page-{self.id}")

    def show_profile(self, profile: Profile) -> None:
        """Draw this version."""
        self.profile = profile

    def take_focus(self) -> None:
        """Put the focus where work on this page begins."""
        self.setFocus()

    def zone(self) -> tzinfo:
        """The time zone in which moments are written."""
        return self.profile.store.zone if self.profile else UTC
