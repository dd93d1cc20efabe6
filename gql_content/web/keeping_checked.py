import asyncio
import logging

from gql_content.errors import StartError
from gql_content.repository import FileRepository
from gql_content.web.telling import Told

__all__ = ["keep_checked"]

MOMENT = 0.2

log = logging.getLogger("gql_content.web")


async def keep_checked(repository: FileRepository, calm: float, *, tells: bool) -> None:
    """Applies the rules to every library and tells the log of each problem once.

    What keeps files from being read is told at once; the rules wait until the first requests have
    had the cores for `calm` seconds, and the first questions after a change for a moment, in which
    more changes may come. Of several workers only one `tells`.
    """
    told = Told()
    if tells:
        told.tell(repository.library.problems)
    await asyncio.sleep(calm)
    async for _ in repository.libraries():
        await asyncio.sleep(MOMENT)
        try:
            found = await repository.check()
        except StartError as error:  # of the site's policy: nothing else can go wrong with it
            log.warning("The rules about content are not applied: %s", error)
            return
        except Exception:
            log.exception("The rules about content could not be applied to this revision.")
        else:
            if tells:
                told.tell(found.problems)
