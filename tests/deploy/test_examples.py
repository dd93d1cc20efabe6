"""What `deploy/` shows is true, and the programs that are to read it accept it."""

import re
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import yaml

from gql_content.settings import Settings
from gql_content.web.request_middleware import RequestLine
from tests.deploy import nginx
from tests.served import Served

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
FILES = [ROOT / "Dockerfile", *(path for path in sorted(DEPLOY.rglob("*")) if path.is_file())]
GUIDE = (ROOT / "docs" / "deploying.md").read_text("utf-8")
SETTINGS = {field.name.upper() for field in msgspec.structs.fields(Settings)}

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)


def loaded(name: str) -> list[Any]:
    return list(yaml.safe_load_all((DEPLOY / name).read_text("utf-8")))


@each_file
def test_each_example_is_explained(file: Path) -> None:
    assert f"`{file.relative_to(ROOT).as_posix()}`" in GUIDE
    assert "docs/deploying.md" in file.read_text("utf-8")


@each_file
def test_each_variable_is_a_setting(file: Path) -> None:
    assert set(re.findall(r"GQL_CONTENT_(\w+)", file.read_text("utf-8"))) <= SETTINGS


def test_each_option_and_variable_of_the_guide_is_a_setting() -> None:
    assert set(re.findall(r"GQL_CONTENT_(\w+)", GUIDE)) <= SETTINGS
    options = set(re.findall(r"`--(?:no-)?([a-z-]+)", GUIDE))
    assert {option.replace("-", "_").upper() for option in options} <= SETTINGS


def test_each_figure_of_the_guide_is_there_and_each_that_is_there_is_in_the_guide(
    sample: Served,
) -> None:
    served = set(
        re.findall(r"^# TYPE (gql_content_\w+)", sample.client.get("/metrics").text, re.MULTILINE)
    )
    shown = set(re.findall(r"`(gql_content_\w+)`", GUIDE))
    # A sweep and a refresh may not have been yet.
    assert {name for name in served if not name.endswith("_created")} <= shown
    assert shown - served <= {"gql_content_last_sweep_timestamp_seconds"}


def test_a_line_of_the_log_is_as_the_guide_shows_it() -> None:
    (shown,) = re.findall(r'^\{"event": "request".*\}$', GUIDE, re.MULTILINE)
    line = msgspec.json.decode(shown, type=RequestLine)
    assert (
        msgspec.json.decode(msgspec.json.encode(line)).keys() == msgspec.json.decode(shown).keys()
    )


# nginx, systemd


def test_nginx_accepts_its_configuration(tmp_path: Path) -> None:
    done = nginx.check(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def test_nginx_passes_requests_on_and_keeps_figures_to_itself(
    sample: Served, tmp_path: Path
) -> None:
    with nginx.fronting(tmp_path, sample.url) as front:
        asked = httpx.post(f"{front}graphql", json={"query": "{ __typename }"}, timeout=20)
        hidden = [httpx.get(f"{front}{path}", timeout=20) for path in ("metrics", "readyz")]
    assert asked.json() == {"data": {"__typename": "Query"}}
    assert re.fullmatch(r"[0-9a-f]{32}", asked.headers["x-request-id"])  # as nginx makes them
    assert [one.status_code for one in hidden] == [403, 403]


def test_systemd_accepts_its_units(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("there is no systemd here")
    ours = f"{sysconfig.get_path('scripts')}/gql-content"
    for unit in (DEPLOY / "systemd").iterdir():
        text = unit.read_text("utf-8").replace("/opt/gql-content/bin/gql-content", ours)
        (tmp_path / unit.name).write_text(text)
    done = subprocess.run(
        [analyze, "verify", "--man=no", *sorted(map(str, tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if "gql-content" in line]
    assert said == []


# Containers


def test_the_image_copies_what_there_is_and_runs_as_nobody() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    allowed = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        if line[0] == "!"
    }
    copied: set[str] = set()
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        copied |= set(sources.split())
    assert copied == allowed
    assert all((ROOT / one).exists() for one in copied)
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", text, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK", text, re.MULTILINE)


def test_docker_builds_the_image() -> None:
    docker = shutil.which("docker")
    daemon = [docker, "info"] if docker else ["false"]
    if subprocess.run(daemon, capture_output=True, timeout=30, check=False).returncode != 0:
        pytest.skip("there is no daemon of Docker here")
    command = [docker or "", "build", "--quiet", str(ROOT)]
    subprocess.run(command, capture_output=True, timeout=600, check=True)


def test_the_composed_service_writes_nothing_but_its_state() -> None:
    (composed,) = loaded("compose.yaml")
    service = composed["services"]["gql-content"]
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]  # noqa: S108 - within the container
    content, state = service["volumes"]
    assert content.endswith(":/content:ro")
    assert state == "state:/state"


def test_the_deployment_asks_probes_that_there_are(sample: Served) -> None:
    deployment, service = loaded("kubernetes/gql-content.yaml")
    pod = deployment["spec"]["template"]["spec"]
    (ours,) = pod["containers"]
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert sample.client.get(ours[probe]["httpGet"]["path"]).status_code == 200
    assert sample.client.get("/metrics").status_code == 200
    assert service["spec"]["selector"] == deployment["spec"]["template"]["metadata"]["labels"]
    assert service["spec"]["ports"][0]["targetPort"] == ours["ports"][0]["name"]


def test_the_deployment_serves_what_its_sidecar_links() -> None:
    deployment, _ = loaded("kubernetes/gql-content.yaml")
    pod = deployment["spec"]["template"]["spec"]
    (ours,), (sidecar,) = pod["containers"], pod["initContainers"]
    given = dict(one.removeprefix("--").partition("=")[::2] for one in sidecar["args"])
    set_to = {one["name"]: one["value"] for one in ours["env"]}
    assert set_to["GQL_CONTENT_CONTENT"] == f"{given['root']}/{given['link']}"
    assert pod["terminationGracePeriodSeconds"] > 10 > float(set_to["GQL_CONTENT_DRAIN"])
    names = {volume["name"] for volume in pod["volumes"]}
    for container in (ours, sidecar):
        assert container["securityContext"]["readOnlyRootFilesystem"] is True
        assert {mount["name"] for mount in container["volumeMounts"]} <= names


def test_varnish_accepts_its_configuration(tmp_path: Path) -> None:
    varnish = shutil.which("varnishd", path="/usr/sbin:/usr/bin")
    if varnish is None:
        pytest.skip("there is no Varnish here: apt-get install varnish")
    command = [
        varnish,
        *("-C", "-j", "none", "-n"),
        str(tmp_path),
        "-f",
        str(DEPLOY / "cdn" / "varnish.vcl"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
