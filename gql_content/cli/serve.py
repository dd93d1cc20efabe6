"""gql-content serve"""

import socket
import sys
from typing import Any

import click

from gql_content.cli.options import content_argument, make_settings, settings_options
from gql_content.errors import StartError
from gql_content.log import start_logging
from gql_content.server import notify_ready, run_service, take_inherited_socket
from gql_content.settings import Role, Settings

__all__ = ["serve"]


@click.command()
@content_argument
@settings_options()
def serve(**options: Any) -> None:
    """Serve the folder CONTENT as a GraphQL API, with GraphiQL at /."""
    settings = make_settings(options)
    log = start_logging(settings.log_format, settings.log_level)
    inherited = take_inherited_socket()
    with inherited or open_listener(settings) as listener:
        if settings.workers > 1:
            from gql_content.server import supervise

            sys.exit(supervise(settings, listener, is_socket_activated=inherited is not None))
        role = Role.ALONE if inherited is None else Role.AWAITED
        run_service(
            settings, listener, log, role, notify_ready, is_socket_activated=inherited is not None
        )


def open_listener(settings: Settings) -> socket.socket:
    """Opens the listening socket early, so that a port in use is reported in one line."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        raise StartError(
            f"Cannot listen on {settings.host} port {settings.port}: "
            f"{error.strerror or error}. Choose another with --port, or --port 0 for any free port."
        ) from None
