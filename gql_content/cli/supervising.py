"""Runs the service in several worker processes, supervised by this one."""

import asyncio
import os
import socket
from collections.abc import Callable
from pathlib import Path

import msgspec

from gql_content.cli.order import WorkerConfig
from gql_content.cli.systemd import notify_ready
from gql_content.config import Role, Settings
from gql_content.supervisor import Launch, Supervisor
from gql_content.temporary import TemporaryFolder, remove_orphans

__all__ = ["supervise"]

METRICS_DIRECTORY_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def supervise(settings: Settings, listener: socket.socket, *, is_socket_activated: bool) -> int:
    """Supervises the workers until the service is stopped; returns the exit code.

    With socket activation, requests can wait at the socket until the first worker is ready.
    """
    remove_orphans()
    shared = TemporaryFolder()
    try:
        os.environ[METRICS_DIRECTORY_VARIABLE] = str(shared.path)  # for the workers' metrics
        make_config = make_config_factory(
            share_state(settings, shared.path), listener, is_socket_activated=is_socket_activated
        )
        launch = Launch("gql_content.cli.worker", make_config, (listener.fileno(),))
        return asyncio.run(Supervisor(launch, settings.workers, notify_ready).run())
    finally:
        shared.remove()


def share_state(settings: Settings, folder: Path) -> Settings:
    """Enables a state directory, at least a temporary one, for the workers to share."""
    if settings.state:
        return settings
    return msgspec.structs.replace(settings, state=True, state_dir=folder / "state")


def make_config_factory(
    settings: Settings, listener: socket.socket, *, is_socket_activated: bool
) -> Callable[[int, bool], bytes]:
    """A function that creates the configuration for the worker in a slot, or its replacement."""

    def make_config(slot: int, is_first: bool) -> bytes:
        first_role = Role.LEADER if is_first and not is_socket_activated else Role.SUCCESSOR
        role = first_role if slot == 0 else Role.FOLLOWER
        return WorkerConfig(settings, role, listener.fileno(), is_socket_activated).to_line()

    return make_config
