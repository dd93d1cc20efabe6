"""One of several processes that serve, as the supervisor begins them."""

import os
import signal
import socket
import sys
from contextlib import suppress
from threading import Thread

from gql_content.cli.order import Order
from gql_content.cli.running import run_service
from gql_content.errors import StartError
from gql_content.logs import start_log
from gql_content.supervisor import READY

__all__ = ["main"]

STANDARD_INPUT, STANDARD_OUTPUT = 0, 1
STOP_SECONDS = 11.0  # a second more than stopping takes


def main() -> None:
    """Serves until the supervisor says, or is, no more."""
    line = sys.stdin.buffer.readline()
    if not line:
        return  # The supervisor ended before it could say anything.
    order = Order.read(line)
    Thread(target=end_with_the_supervisor, daemon=True).start()
    os.set_inheritable(order.listener, False)
    with socket.socket(fileno=order.listener) as listener:
        log = start_log(order.settings.log_format, order.settings.log_level)
        try:
            run_service(order.settings, listener, log, order.role, say_ready, is_held=order.is_held)
        except StartError as error:
            sys.exit(f"gql-content: {error}")


def say_ready() -> None:
    with suppress(BrokenPipeError):  # The supervisor is gone, and so will be this.
        os.write(STANDARD_OUTPUT, READY)


def end_with_the_supervisor() -> None:
    """Its end of the pipe is closed when it is gone, whatever ended it.

    A worker that hangs and minds no SIGTERM is ended by the SIGALRM that follows.
    """
    while os.read(STANDARD_INPUT, 1):
        pass
    signal.setitimer(signal.ITIMER_REAL, STOP_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
