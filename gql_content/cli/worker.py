"""One of several processes that serve, as the supervisor begins them."""

import os
import signal
import socket
import sys
from threading import Thread

from gql_content.cli.order import Order
from gql_content.cli.running import run_service
from gql_content.errors import StartError
from gql_content.logs import start_logging
from gql_content.supervisor import READY

__all__ = ["main"]

STANDARD_INPUT, STANDARD_OUTPUT = 0, 1


def main() -> None:
    """Serves until the supervisor says, or is, no more."""
    order = Order.read(sys.stdin.buffer.readline())
    Thread(target=end_with_the_supervisor, daemon=True).start()
    os.set_inheritable(order.listener, False)
    with socket.socket(fileno=order.listener) as listener:
        log = start_logging(order.settings.log_format, order.settings.log_level)
        try:
            run_service(order.settings, listener, log, order.role, say_ready, is_held=order.is_held)
        except StartError as error:
            sys.exit(f"gql-content: {error}")


def say_ready() -> None:
    os.write(STANDARD_OUTPUT, READY)


def end_with_the_supervisor() -> None:
    """Its end of the pipe is closed when it is gone, whatever ended it."""
    while os.read(STANDARD_INPUT, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
