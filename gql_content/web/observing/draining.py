import asyncio

__all__ = ["Draining"]


class Draining:
    """Whether this process is on its way out: no connection outlives its next answer.

    What never ends by itself, a stream or a socket, waits for `ended` and then closes, a web socket
    with the code 1001.
    """

    def __init__(self) -> None:
        self.has_begun = False
        self.ends_service = False
        self._ended = asyncio.Event()

    def begin(self, *, others_serve: bool) -> None:
        """Unless others serve in its place, the service is not ready any more.

        What comes nevertheless is still answered.
        """
        self.has_begun = True
        self.ends_service = not others_serve

    def end(self) -> None:
        """Nothing more is answered but what has already been asked."""
        self._ended.set()

    async def ended(self) -> None:
        """Returns when the time has come to close what would stay open for ever."""
        await self._ended.wait()
