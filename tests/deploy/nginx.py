"""A real nginx with the configuration that `deploy/` shows, on a free port."""

import os
import socket
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from tests.needs import program

__all__ = ["check", "fronting"]

EXAMPLE = Path(__file__).parents[2] / "deploy" / "nginx" / "gql-content.conf"
SECONDS = 20
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def written(folder: Path, upstream: str, port: int) -> Path:
    """The example, completed by what a distribution writes around it."""
    example = EXAMPLE.read_text()
    for shown, meant in (
        ("127.0.0.1:8000", upstream.removeprefix("http://").rstrip("/")),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
    ):
        assert example.count(shown) == 1
        example = example.replace(shown, meant)
    places = "".join(f"{name}_temp_path {folder}/{name};\n" for name in TEMPORARY)
    user = "user root;" if os.getuid() == 0 else ""
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off;\npid {folder}/pid;\nerror_log stderr;\n{user}\nevents {{}}\n"
        f"http {{\naccess_log off;\n{places}{example}}}\n"
    )
    return file


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    """What nginx itself says of the example."""
    command = [program("nginx"), "-t", "-e", "stderr", "-c", str(written(folder, "127.0.0.1:1", 1))]
    return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)


@contextmanager
def fronting(folder: Path, upstream: str) -> Generator[str]:
    """The address of an nginx in front of a service, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    configuration = written(folder, upstream, port)
    command = [program("nginx"), "-e", "stderr", "-c", str(configuration)]
    with subprocess.Popen(command, start_new_session=True) as nginx:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            nginx.terminate()
            nginx.wait(SECONDS)


def wait_for(port: int) -> None:
    deadline = monotonic() + SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            assert monotonic() < deadline
            sleep(0.02)
