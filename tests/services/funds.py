"""Certificates and credit lines in the little store, and what is left of them."""

from salescenter.db.check import check
from salescenter.domain.address import Address
from salescenter.domain.customer import (
    AddressUse,
    BookAddress,
    Customer,
    CustomerKind,
    Organization,
)
from salescenter.domain.funds import CreditLine
from salescenter.domain.ledger import held
from salescenter.services.orders.views import AddPayment, NewOrder, OrderStep, SubmitOrder
from salescenter.services.payments import AddCertificate
from tests.services.desks import key

CODE = "GIFT-7K2M-9QX4-TT31"


def issue(desk, amount=5_000, code=CODE, currency="EUR", valid_until=None):
    with desk.services.database.write() as uow:
        return uow.funds.issue(1, code, currency, amount, valid_until)


def balance(desk, certificate):
    with desk.services.database.read() as uow:
        return uow.funds.certificate_of(certificate.id).balance


def business(desk, limit=20_000, used=0):
    """A member of an organization with a credit line in the store for businesses."""
    home = Address("Firma", "Werkstr. 1", "", "Köln", "", "50968", "DE")
    with desk.services.database.write() as uow:
        firm = uow.customers.insert_organization(Organization(0, "", 2, "Firma"))
        if limit is not None:
            uow.funds.put_credit(CreditLine(firm.id, "EUR", limit, used))
        return uow.customers.insert(
            Customer(
                0,
                "",
                2,
                CustomerKind.REGISTERED,
                "Ada",
                organization=firm,
                addresses=(BookAddress(1, "w", AddressUse.BOTH, home, is_primary=True),),
            )
        )


def used(desk, customer):
    with desk.services.database.read() as uow:
        return uow.funds.credit(customer.organization.id, "EUR").used


def business_order(desk, customer):
    wish = NewOrder(store_id=2, customer_id=customer.id)
    return desk.services.orders.create(wish, key=key())


def by_certificate(desk, step, amount=None, code=CODE):
    verb = desk.services.payments.add_certificate
    return desk.do(verb, AddCertificate, step, code=code, amount=amount)


def by(desk, step, method, amount=None, **more):
    return desk.do(
        desk.services.payments.add, AddPayment, step, method=method, amount=amount, **more
    )


def submit(desk, step):
    return desk.do(desk.services.orders.submit, SubmitOrder, step, total=step.total)


def at(view):
    order = view.order
    total = view.priced.totals.total
    return OrderStep(order.id, order.number, order.version, order.status, total, order.currency)


def ledger_of(desk, step):
    with desk.services.database.read() as uow:
        return uow.funds.held(step.order_id)


def require_even(desk, step):
    """The ledger's sums are what the order shows, and every balance adds up."""
    view = desk.view(step)
    assert ledger_of(desk, step) == held(view.order, view.priced.totals.total)
    assert [str(each) for each in check(desk.services.database) if each.is_trouble] == []
