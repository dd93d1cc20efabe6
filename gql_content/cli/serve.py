import socket
import sys
from typing import Any

import click

from gql_content.cli.options import content_argument, settings_from, settings_options
from gql_content.cli.running import run_service
from gql_content.cli.systemd import inherited_socket, notify_ready
from gql_content.config import Role, Settings
from gql_content.errors import StartError
from gql_content.logs import start_logging

__all__ = ["serve"]


@click.command()
@content_argument
@settings_options()
def serve(**given: Any) -> None:
    """Serve the folder CONTENT as a GraphQL API, with GraphiQL at /."""
    settings = settings_from(given)
    log = start_logging(settings.log_format, settings.log_level)
    held = inherited_socket()
    with held or listening(settings) as listener:
        if settings.workers > 1:
            from gql_content.cli.supervising import supervise

            sys.exit(supervise(settings, listener, is_held=held is not None))
        role = Role.ALONE if held is None else Role.AWAITED
        run_service(settings, listener, log, role, notify_ready, is_held=held is not None)


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
