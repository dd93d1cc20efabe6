import gc
import logging
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from gql_content.cli.options import content_argument, settings_from, settings_options
from gql_content.cli.terminal import Terminal
from gql_content.config import Settings
from gql_content.errors import StartError
from gql_content.loading import BackgroundLoading

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from gql_content.web import Loaded

__all__ = ["serve"]

SHUTDOWN_SECONDS = 5


@click.command()
@content_argument
@settings_options()
def serve(**given: Any) -> None:
    """Serve the folder CONTENT as a GraphQL API, with GraphiQL at /."""
    settings = settings_from(given)
    gc.disable()  # Nothing of what a start makes is garbage; see `settled`.
    with listening(settings) as listener:
        host, port = settings.host, listener.getsockname()[1]
        terminal = Terminal(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        with terminal:
            # Begun before Strawberry is imported, which takes as long as parsing many files.
            loading = BackgroundLoading(
                settings.content, settings.selection, settings.snapshots, terminal.progress
            )
            from gql_content.web import create_app

            def settled(found: "Loaded") -> None:
                """What is there now stays, so the collector need never look at it again."""
                gc.freeze()
                gc.enable()
                terminal.loaded(found)

            run(create_app(settings, settled, loading=loading), listener)


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


def run(app: "Starlette", listener: socket.socket) -> None:
    import uvicorn

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
    # Uvicorn stops in order, then raises once more what stopped it; Ctrl-C is a way to end well.
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
