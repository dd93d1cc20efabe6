"""What a supervisor and its workers tell each other."""

import signal

__all__ = ["READY", "RETIRE"]

READY = b"ready\n"  # what a worker says once it serves
RETIRE = signal.SIGUSR1  # what a worker is told when another serves in its place
