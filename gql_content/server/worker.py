"""A worker process, started by the supervisor."""

import os
import signal
import socket
import sys
from contextlib import suppress
from threading import Thread

from gql_content.errors import StartError
from gql_content.log import start_logging
from gql_content.server.serve import WorkerConfig, run_service
from gql_content.server.supervisor import READY

__all__ = ["run_worker"]


STANDARD_INPUT, STANDARD_OUTPUT = 0, 1
STOP_SECONDS = 11.0  # a second more than stopping takes


def run_worker() -> None:
    """Serves until the supervisor stops the worker, or dies."""
    line = sys.stdin.buffer.readline()
    if not line:
        return  # The supervisor ended before it sent the configuration.
    config = WorkerConfig.from_line(line)
    Thread(target=stop_with_supervisor, daemon=True).start()
    os.set_inheritable(config.listener, False)
    with socket.socket(fileno=config.listener) as listener:
        log = start_logging(config.settings.log_format, config.settings.log_level)
        try:
            run_service(
                config.settings,
                listener,
                log,
                config.role,
                report_ready,
                is_socket_activated=config.is_socket_activated,
            )
        except StartError as error:
            sys.exit(f"gql-content: {error}")


def report_ready() -> None:
    with suppress(BrokenPipeError):  # The supervisor has ended, so this worker is about to.
        os.write(STANDARD_OUTPUT, READY)


def stop_with_supervisor() -> None:
    """Stops when the supervisor's end of the pipe is closed, which happens however it ends.

    A worker that hangs and ignores SIGTERM is ended by the SIGALRM that follows.
    """
    while os.read(STANDARD_INPUT, 1):
        pass
    signal.setitimer(signal.ITIMER_REAL, STOP_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    run_worker()
