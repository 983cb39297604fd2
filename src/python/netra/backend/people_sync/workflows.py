"""Following what happens to people, beside the queues of a worker."""

from typing import Final

from netra.backend.people_sync.service import PeopleSync
from netra.backend.resources import Resources
from netra.backend.worker import CLEAN_SECONDS, Helper

AT_ONCE: Final = 0.1


async def _follow(resources: Resources) -> None:
    await resources.once(PeopleSync, lambda: PeopleSync.on(resources)).take_some()


async def _look_again(resources: Resources) -> None:
    sync = PeopleSync.on(resources)
    await sync.look_again()
    await sync.forget_dead()


PEOPLE_SYNC: Final = (Helper(_follow, AT_ONCE), Helper(_look_again, CLEAN_SECONDS))
