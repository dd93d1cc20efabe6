"""Serves in this process or under a supervisor; sd_notify(3) and sd_listen_fds(3)."""

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec
from msgspec import Struct

from gql_content.log import EventLog
from gql_content.server.startup_ui import StartupReporter
from gql_content.server.supervisor import RETIRE, Launch, Supervisor
from gql_content.settings import Role, Settings
from gql_content.sources import BackgroundLoading, ScanAhead
from gql_content.temporary_folders import TemporaryFolder, remove_orphans

if TYPE_CHECKING:
    from gql_content.web import Loaded

__all__ = ["WorkerConfig", "notify_ready", "run_service", "supervise", "take_inherited_socket"]


SWITCH_INTERVAL_SECONDS = 0.0005
# Of glibc's mallopt: the numbers of the parameters, and what they are set to.
ALLOCATOR_OPTIONS = {
    -8: 2,  # M_ARENA_MAX: threads share heaps, else each leaves gaps in its own
    -3: 128 << 10,  # M_MMAP_THRESHOLD: blocks of this size go back to the system when freed
    -1: 1 << 20,  # M_TRIM_THRESHOLD: so does this much at the end of a heap
}


def run_service(
    settings: Settings,
    listener: socket.socket,
    log: EventLog,
    role: Role,
    on_ready: Callable[[], None],
    *,
    is_socket_activated: bool,
) -> None:
    """Serves on a socket until a signal; with socket activation, later requests wait there."""
    gc.disable()  # Start-up creates no garbage; see `on_loaded`.
    scan_ahead = ScanAhead(settings.content, settings.selection)
    host, port = settings.host, listener.getsockname()[1]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    with StartupReporter(address, log, is_silent=role.comes_later) as reporter:
        # Started before Strawberry is imported, which takes as long as parsing many files.
        loading = BackgroundLoading(
            settings.content,
            settings.selection,
            settings.snapshots,
            reporter.report_progress,
            scan_ahead,
        )
        from gql_content.server.http_protocol import impatient_http
        from gql_content.server.uvicorn_server import Server
        from gql_content.web import Draining, create_app

        def on_loaded(loaded: "Loaded") -> None:
            """Freezes all objects, which live as long as the process, so that the GC skips them."""
            gc.freeze()
            gc.enable()
            # Reading a file releases the GIL many times, and each time waits up to this interval
            # to get it back from a busy background thread.
            sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
            configure_allocator()
            reporter.report_loaded(loaded)
            on_ready()

        draining = Draining()
        app = create_app(
            settings, on_loaded, loading=loading, draining=draining, log=log, role=role
        )
        # Uvicorn shuts down gracefully, then raises the signal again; this is not an error.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        server = Server(
            app,
            draining,
            settings.drain,
            longest_message=settings.max_body,
            protocol=impatient_http(settings.max_waiting, settings.max_connections, app.shortcut),
            proxies=settings.proxies,
            is_held=is_socket_activated,
            # A hanging thread, such as one on a lost disk, can only be ended by a signal.
            on_stop=lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds),
        )
        signal.signal(RETIRE, server.handle_retirement)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def configure_allocator() -> None:
    """Makes glibc return freed memory: large texts and responses leave gaps in its heaps.

    By default glibc stops to, once a large block has been freed. Other C libraries have no options.
    """
    from ctypes import CDLL

    with suppress(OSError, AttributeError, TypeError):
        set_option = CDLL(None).mallopt
        for option, value in ALLOCATOR_OPTIONS.items():
            set_option(option, value)


FIRST_PASSED_DESCRIPTOR = 3


def notify_ready() -> None:
    """Notifies the service manager, if there is one, that the service is ready."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify_socket:
        notify_socket.connect(address.replace("@", "\0", 1) if address[0] == "@" else address)
        notify_socket.send(b"READY=1")


def take_inherited_socket() -> socket.socket | None:
    """The listening socket passed by systemd (socket activation), if any."""
    is_for_us = os.environ.get("LISTEN_PID") == str(os.getpid())
    if not is_for_us or os.environ.get("LISTEN_FDS") != "1":
        return None
    os.set_inheritable(FIRST_PASSED_DESCRIPTOR, False)
    return socket.socket(fileno=FIRST_PASSED_DESCRIPTOR)


class WorkerConfig(Struct, frozen=True):
    """The configuration of a worker, passed as one line of JSON on its standard input.

    `listener` is the descriptor of the inherited listening socket. With socket activation, requests
    can wait at the socket while no worker serves.
    """

    settings: Settings
    role: Role
    listener: int
    is_socket_activated: bool

    def to_line(self) -> bytes:
        """Encodes the configuration."""
        return msgspec.json.encode(self, enc_hook=str) + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Self:
        """Decodes the configuration."""
        return msgspec.json.decode(line, type=cls, dec_hook=decode_worker_path)


def decode_worker_path(kind: type, text: str) -> Path:
    """Decodes paths, the only type that JSON does not have."""
    assert kind is Path  # noqa: S101 - fails for a setting of another type
    return Path(text)


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
        launch = Launch("gql_content.server.worker", make_config, (listener.fileno(),))
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
