import time

__all__ = ["ClockJumpDetector"]

MIN_JUMP_SECONDS = 2.0


class ClockJumpDetector:
    """Detects that the machine was suspended, or that its clock was set.

    The monotonic clock stands still while the machine sleeps, and is never set.
    """

    def __init__(self) -> None:
        self._offsets = read_clock_offsets()

    def has_jumped(self) -> bool:
        """Whether either has happened since the last call."""
        before, self._offsets = self._offsets, read_clock_offsets()
        pairs = zip(before, self._offsets, strict=True)
        return any(abs(now - then) > MIN_JUMP_SECONDS for then, now in pairs)


def read_clock_offsets() -> tuple[float, float]:
    """How far the wall clock and the boot-time clock are ahead of the monotonic clock."""
    timers = time.monotonic()
    since_boot = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.time() - timers, time.clock_gettime(since_boot) - timers
