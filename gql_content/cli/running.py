"""Runs the service in this process."""

import gc
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from gql_content.cli.terminal import StartupReporter
from gql_content.config import Role, Settings
from gql_content.loading import BackgroundLoading, ScanAhead
from gql_content.logs import EventLog
from gql_content.supervisor import RETIRE

if TYPE_CHECKING:
    from gql_content.web import Loaded

__all__ = ["run_service"]

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
        from gql_content.web import Draining, create_app
        from gql_content.web.serving import Server, impatient_http

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
