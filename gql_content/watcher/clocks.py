import time

__all__ = ["Clocks"]

JUMP_SECONDS = 2.0


class Clocks:
    """Notices that the machine was suspended, or that somebody set its clock.

    The clock that timers go by stands still while a machine sleeps, and is never set.
    """

    def __init__(self) -> None:
        self._ahead = ahead()

    def jumped(self) -> bool:
        """Whether either has happened since this was asked last."""
        before, self._ahead = self._ahead, ahead()
        pairs = zip(before, self._ahead, strict=True)
        return any(abs(now - then) > JUMP_SECONDS for then, now in pairs)


def ahead() -> tuple[float, float]:
    """How far the wall clock, and the one that counts sleep too, are ahead of that of timers."""
    timers = time.monotonic()
    since_boot = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.time() - timers, time.clock_gettime(since_boot) - timers
