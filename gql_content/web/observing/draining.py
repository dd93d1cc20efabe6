import asyncio

__all__ = ["Draining"]


class Draining:
    """Whether the service is on its way out: not ready for more, and done with what it has soon.

    What never ends by itself, a stream or a socket, waits for `ended` and then closes, a web socket
    with the code 1001.
    """

    def __init__(self) -> None:
        self._begun = asyncio.Event()
        self._ended = asyncio.Event()

    @property
    def has_begun(self) -> bool:
        """From now on the service is not ready, and no connection outlives its next answer."""
        return self._begun.is_set()

    def begin(self) -> None:
        """Turns readiness off; what comes nevertheless is still answered."""
        self._begun.set()

    def end(self) -> None:
        """Nothing more is answered but what has already been asked."""
        self._begun.set()
        self._ended.set()

    async def ended(self) -> None:
        """Returns when the time has come to close what would stay open for ever."""
        await self._ended.wait()
