"""The service in several processes, of which this is the one that serves nothing."""

import asyncio
import os
import socket
from collections.abc import Callable
from pathlib import Path

import msgspec

from gql_content.cli.order import Order
from gql_content.cli.systemd import notify_ready
from gql_content.config import Role, Settings
from gql_content.supervisor import Launch, Supervisor
from gql_content.temporary import TemporaryFolder, remove_orphans

__all__ = ["supervise"]

METRICS = "PROMETHEUS_MULTIPROC_DIR"


def supervise(settings: Settings, listener: socket.socket, *, is_held: bool) -> int:
    """The exit code, once the service has been stopped.

    At a socket that is held open requests can wait until the first worker has something to say.
    """
    remove_orphans()
    shared = TemporaryFolder()
    try:
        os.environ[METRICS] = str(shared.path)  # where the workers count together
        order = ordering(sharing(settings, shared.path), listener, is_held=is_held)
        launch = Launch("gql_content.cli.worker", order, (listener.fileno(),))
        return asyncio.run(Supervisor(launch, settings.workers, notify_ready).run())
    finally:
        shared.remove()


def sharing(settings: Settings, folder: Path) -> Settings:
    """The first worker leaves what it loaded to the others, if for no longer than all of them."""
    if settings.state:
        return settings
    return msgspec.structs.replace(settings, state=True, state_dir=folder / "state")


def ordering(
    settings: Settings, listener: socket.socket, *, is_held: bool
) -> Callable[[int, bool], bytes]:
    """What makes the order of the worker in a place, and of its successors there."""

    def order(place: int, is_first: bool) -> bytes:
        leader = Role.LEADER if is_first and not is_held else Role.SUCCESSOR
        role = leader if place == 0 else Role.FOLLOWER
        return Order(settings, role, listener.fileno(), is_held).written()

    return order
