"""What happened since: for scripts and for desks that were away."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from salescenter.domain.permissions import Permission
from salescenter.services.verbs import Service, reading, wish
from salescenter.services.work import Work


@wish
class NewsAfter:
    """Entries after the one with this number; 0: from the beginning."""

    after: int
    limit: Annotated[int, Field(ge=1, le=1000)] = 200


@dataclass(frozen=True, slots=True)
class NewsItem:
    """A subject has a new version; ``number`` is where to go on from."""

    number: int
    kind: str
    subject_id: int
    version: int


class NewsService(Service):
    """The verb that tells what changed, without telling what it is."""

    @reading("news", Permission.DESK_READ)
    def after(self, work: Work, wish: NewsAfter) -> tuple[NewsItem, ...]:
        """List what changed after an entry of the journal, oldest first."""
        return tuple(NewsItem(*each) for each in work.uow.journal.news(wish.after, wish.limit))
