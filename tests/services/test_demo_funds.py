"""The demo store has certificates that can be read out, credit lines, a limit for cash."""

from salescenter.db.check import check
from salescenter.db.engine import Database
from salescenter.domain.funds import plain_code
from salescenter.domain.order import PaymentMethod
from salescenter.services.demo.funds import CERTIFICATES
from salescenter.services.demo.offer import HOME_ID
from tests.services.demos import small_demo


def test_the_demo_stores_have_what_payments_draw_on(tmp_path):
    small_demo(tmp_path / "demo.db")
    database = Database.open(str(tmp_path / "demo.db"))
    with database.read() as uow:
        found = {
            code: uow.funds.certificate(HOME_ID, plain_code(code)) for code, *_ in CERTIFICATES
        }
        cash = uow.funds.limit(HOME_ID, PaymentMethod.CASH_ON_DELIVERY, "EUR")
        lines = [uow.funds.credit(firm, currency) for firm in (1, 2) for currency in ("USD", "CAD")]
        without = uow.funds.credit(7, "USD")
    troubles = [str(each) for each in check(database) if each.is_trouble]
    database.close()

    assert [(each.currency, each.balance) for each in found.values() if each] == [
        (currency, balance) for _code, currency, _amount, balance in CERTIFICATES
    ]
    assert cash == 50_000
    assert all(line is not None and line.left > 0 for line in lines)
    assert without is None
    assert troubles == []
