"""Fuzzes the parser from real and bad files on: python -m benchmarks.fuzz [SECONDS [FOLDER…]]

Each folder gives seeds; the content of the project does where none is named. What breaks the parser
is written to benchmarks/fuzz/found.
"""

import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

from platformdirs import user_cache_path

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "content"
MOST_SEEDS = 300


def main(seconds: int, folders: list[Path]) -> int:
    """The exit code of the fuzzer: 0 where nothing was found."""
    found = HERE / "found"
    found.mkdir(exist_ok=True)
    with TemporaryDirectory() as place:
        plant(Path(place), folders or [SAMPLE])
        command = [environment(), "-m", "benchmarks.fuzz.target", place]
        limits = [f"-max_total_time={seconds}", f"-artifact_prefix={found}/", "-rss_limit_mb=2048"]
        return subprocess.run([*command, *limits], cwd=HERE.parents[1], check=False).returncode


def plant(place: Path, folders: list[Path]) -> None:
    """Copies the seeds, of many every so manieth."""
    for folder in folders:
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        for number, file in enumerate(files[:: len(files) // MOST_SEEDS + 1]):
            (place / f"{folder.name}-{number}").write_bytes(file.read_bytes())


def environment() -> str:
    """The Python of an environment with atheris and what the project needs, made once."""
    folder = user_cache_path("gql-content") / "fuzz"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        for wanted in (HERE.parents[1] / "requirements.lock", HERE / "requirements.txt"):
            subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", wanted], check=True)
    return str(python)


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(int(given[0]) if given else 60, [Path(one) for one in given[1:]]))
