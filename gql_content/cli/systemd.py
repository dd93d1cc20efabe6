"""What systemd and a service say to each other (sd_notify(3), sd_listen_fds(3))."""

import os
import socket
from contextlib import suppress

__all__ = ["inherited_socket", "notify_ready"]

FIRST_DESCRIPTOR = 3


def notify_ready() -> None:
    """Says that the service serves, to whoever started it and wants to know."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified:
        notified.connect(address.replace("@", "\0", 1) if address[0] == "@" else address)
        notified.send(b"READY=1")


def inherited_socket() -> socket.socket | None:
    """The socket that systemd holds open for us, so that no client sees the time between two."""
    is_for_us = os.environ.get("LISTEN_PID") == str(os.getpid())
    if not is_for_us or os.environ.get("LISTEN_FDS") != "1":
        return None
    os.set_inheritable(FIRST_DESCRIPTOR, False)
    return socket.socket(fileno=FIRST_DESCRIPTOR)
