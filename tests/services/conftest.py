import pytest

from tests.seed import seeded
from tests.services.desks import Desk


@pytest.fixture
def desk(database, tmp_path):
    """A desk with the representative signed on, once on each engine."""
    return Desk.over(database, seeded(database), tmp_path)
