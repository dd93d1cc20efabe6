from enum import StrEnum

__all__ = ["Role"]


class Role(StrEnum):
    """What a process is among those that serve the same folder."""

    ALONE = "alone"
    AWAITED = "awaited"  # alone, at a socket that is held open: requests wait there
    LEADER = "leader"  # loads first, and saves at once what it loaded
    SUCCESSOR = "successor"  # a leader that takes the place of another
    FOLLOWER = "follower"  # takes what the leader saved, and saves nothing

    @property
    def leads(self) -> bool:
        """Whether others wait for what this one saves."""
        return self in {Role.LEADER, Role.SUCCESSOR}

    @property
    def saves(self) -> bool:
        """Whether it is for this one to save anything: there is one writer."""
        return self is not Role.FOLLOWER

    @property
    def comes_later(self) -> bool:
        """Whether others serve already, so that this one need not until it can."""
        return self in {Role.SUCCESSOR, Role.FOLLOWER}

    @property
    def waits(self) -> bool:
        """Whether it takes no request before there is content to answer from."""
        return self.comes_later or self is Role.AWAITED
