"""The service in this process, from the first file to the last answer."""

import gc
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from gql_content.cli.terminal import Terminal
from gql_content.config import Role, Settings
from gql_content.loading import BackgroundLoading, ScanAhead
from gql_content.logs import Log
from gql_content.supervisor import RETIRE

if TYPE_CHECKING:
    from gql_content.web import Loaded

__all__ = ["run_service"]

SWITCH_SECONDS = 0.0005
# Of glibc's mallopt: the numbers of the parameters, and what they are set to.
ALLOCATOR = {
    -8: 2,  # M_ARENA_MAX: threads share heaps, else each leaves gaps in its own
    -3: 128 << 10,  # M_MMAP_THRESHOLD: what is as large goes back to the system when it is freed
    -1: 1 << 20,  # M_TRIM_THRESHOLD: so does as much at the end of a heap
}


def run_service(
    settings: Settings,
    listener: socket.socket,
    log: Log,
    role: Role,
    on_ready: Callable[[], None],
    *,
    is_held: bool,
) -> None:
    """Serves at a socket until a signal says stop; what comes then waits there if it is held."""
    gc.disable()  # Nothing of what a start makes is garbage; see `settled`.
    ahead = ScanAhead(settings.content, settings.selection)
    host, port = settings.host, listener.getsockname()[1]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    with Terminal(address, log, is_silent=role.comes_later) as terminal:
        # Begun before Strawberry is imported, which takes as long as parsing many files.
        loading = BackgroundLoading(
            settings.content, settings.selection, settings.snapshots, terminal.progress, ahead
        )
        from gql_content.web import Draining, create_app
        from gql_content.web.serving import Server, impatient_http

        def settled(found: "Loaded") -> None:
            """What is there now stays, so the collector need never look at it again."""
            gc.freeze()
            gc.enable()
            # Each file that is looked at lets go of the interpreter many times, and has to wait so
            # long to get it back where a thread in the background does not let go.
            sys.setswitchinterval(SWITCH_SECONDS)
            give_memory_back()
            terminal.loaded(found)
            on_ready()

        draining = Draining()
        app = create_app(settings, settled, loading=loading, draining=draining, log=log, role=role)
        # Uvicorn stops in order, then raises what stopped it once more; that is no failure.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        server = Server(
            app,
            draining,
            settings.drain,
            longest_message=settings.max_body,
            protocol=impatient_http(settings.max_waiting, settings.max_connections, app.shortcut),
            proxies=settings.proxies,
            is_held=is_held,
            # What hangs in a thread, such as a disk that is gone, hears of no deadline but this.
            on_stop=lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds),
        )
        signal.signal(RETIRE, server.handle_retirement)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def give_memory_back() -> None:
    """Has the C library give freed memory back: large texts and answers leave gaps in its heaps.

    By default glibc ceases to, once something large has been freed. Other libraries are left alone.
    """
    from ctypes import CDLL

    with suppress(OSError, AttributeError, TypeError):
        set_option = CDLL(None).mallopt
        for option, value in ALLOCATOR.items():
            set_option(option, value)
