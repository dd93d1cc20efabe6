import gc
import signal
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from gql_content.cli.options import content_argument, settings_from, settings_options
from gql_content.cli.terminal import Terminal
from gql_content.config import Settings
from gql_content.errors import StartError
from gql_content.loading import BackgroundLoading
from gql_content.logs import start_log

if TYPE_CHECKING:
    from gql_content.web import Loaded

__all__ = ["serve"]


@click.command()
@content_argument
@settings_options()
def serve(**given: Any) -> None:
    """Serve the folder CONTENT as a GraphQL API, with GraphiQL at /."""
    settings = settings_from(given)
    log = start_log(settings.log_format, settings.log_level)
    gc.disable()  # Nothing of what a start makes is garbage; see `settled`.
    with listening(settings) as listener:
        host, port = settings.host, listener.getsockname()[1]
        terminal = Terminal(f"http://{f'[{host}]' if ':' in host else host}:{port}", log)
        with terminal:
            # Begun before Strawberry is imported, which takes as long as parsing many files.
            loading = BackgroundLoading(
                settings.content, settings.selection, settings.snapshots, terminal.progress
            )
            from gql_content.web import Draining, create_app
            from gql_content.web.serving import Server

            draining = Draining()

            def settled(found: "Loaded") -> None:
                """What is there now stays, so the collector need never look at it again."""
                gc.freeze()
                gc.enable()
                terminal.loaded(found)

            app = create_app(settings, settled, loading=loading, draining=draining, log=log)
            # Uvicorn stops in order, then raises what stopped it once more; that is no failure.
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            with suppress(KeyboardInterrupt):
                Server(app, draining, settings.drain).run(sockets=[listener])


def listening(settings: Settings) -> socket.socket:
    """The socket to serve on, taken at once, so that a port in use is told in one line."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        raise StartError(
            f"Cannot listen on {settings.host} port {settings.port}: "
            f"{error.strerror or error}. Name another by --port, or --port 0 for any."
        ) from None
