"""The files of config/deploy agree with Aurora's settings and options, with its documentation, and with each other."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import pytest
from celery.bin.worker import worker as celery_worker
from gunicorn.config import KNOWN_SETTINGS

from aurora_celery.cli.main import main
from aurora_celery.config import load_settings
from aurora_celery.config.settings import known_keys
from aurora_celery.config.sources import FILE_SUFFIX, NO_SETTINGS, key_of
from aurora_celery.errors import InvalidSettings
from aurora_web.app.production import check_production
from tests.deployment.shipped import DEPLOY, ROOT, Unit, documents, text

FILES = sorted(str(path.relative_to(DEPLOY)) for path in DEPLOY.rglob("*") if path.is_file())
(COMPOSE,) = documents("docker/compose.yaml")
SERVICES: Mapping[str, Any] = COMPOSE["services"]
SETTINGS = load_settings(DEPLOY / "aurora.toml", {})

#: Every command line that starts Aurora in a deployment, by where it stands.
COMMANDS: Mapping[str, list[str]] = {
    "aurora-web@.service": shlex.split(Unit("web", "8781").value("ExecStart"))[1:],
    "aurora-worker@.service": shlex.split(Unit("worker", "first").value("ExecStart"))[1:],
    "Dockerfile": json.loads(re.findall(r"^CMD (.+)$", text("docker/Dockerfile"), re.MULTILINE)[-1]),
    **{f"compose.yaml {name}": SERVICES[name]["command"] for name in SERVICES if name.startswith(("web", "worker"))},
}


def objects() -> Iterator[dict[str, Any]]:
    """Every object for Kubernetes."""
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml")):
        yield from documents(f"kubernetes/{path.name}")


def deployment(name: str) -> dict[str, Any]:
    """The pod of a Deployment."""
    (found,) = (one for one in objects() if (one["kind"], one["metadata"]["name"]) == ("Deployment", name))
    pod: dict[str, Any] = found["spec"]["template"]["spec"]
    return pod


def container(name: str) -> dict[str, Any]:
    (found,) = deployment(name)["containers"]
    return dict(found)


for _name in ("aurora-web", "aurora-worker"):
    COMMANDS = {**COMMANDS, f"kubernetes {_name}": container(_name)["args"]}


@pytest.mark.parametrize("file", FILES)
def test_every_variable_is_a_setting(file: str) -> None:
    for name in set(re.findall(r"\bAURORA_[A-Z0-9_]+", text(file))) - NO_SETTINGS:
        keys = {key_of(name), key_of(name.removesuffix(FILE_SUFFIX))}
        assert keys & set(known_keys()), f"{name} is no setting"


@pytest.mark.parametrize("place", COMMANDS)
def test_every_option_exists(place: str) -> None:
    name, *arguments = COMMANDS[place]
    command = main.get_command(click.Context(main), name)
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    if name == "worker":
        known |= {option for parameter in celery_worker.params for option in parameter.opts}
    else:
        known |= {option for setting in KNOWN_SETTINGS for option in setting.cli or ()}
    assert {argument for argument in arguments if argument.startswith("-")} <= known


@pytest.mark.parametrize("place", COMMANDS)
def test_no_secret_is_handed_over_on_a_command_line(place: str) -> None:
    assert not [word for word in COMMANDS[place] if "://" in word or "password" in word.lower()]


def test_addresses_come_from_files_everywhere() -> None:
    variables = {"AURORA_BROKER__URL_FILE", "AURORA_STORE__URL_FILE"}
    for unit in (Unit("web", "8781"), Unit("worker", "first")):
        assert variables <= unit.environment().keys()
    for name in SERVICES:
        if name.startswith(("web", "worker")):
            assert variables <= SERVICES[name]["environment"].keys()
    for name in ("aurora-web", "aurora-worker"):
        assert variables <= {variable["name"] for variable in container(name)["env"]}
    assert not re.search(r"AURORA_(BROKER|STORE)__URL\b(?!_FILE)", "".join(map(text, FILES)))


def test_the_settings_are_for_production_and_agree_with_the_proxies() -> None:
    assert SETTINGS.web.production
    assert SETTINGS.web.trusted_proxies == 1
    assert f"client_max_body_size {SETTINGS.web.body_limit};" in text("nginx/aurora.conf")
    (ingress,) = (one for one in objects() if one["kind"] == "Ingress")
    limit = ingress["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"]
    assert int(limit) == SETTINGS.web.body_limit


@pytest.mark.parametrize("url", ["amqp://guest:guest@rabbitmq/aurora", "amqp://rabbitmq/aurora", "amqp://a:@rabbitmq/"])
def test_default_credentials_are_refused(url: str, tmp_path: Path) -> None:
    (tmp_path / "broker-url").write_text(url)
    environ = {"AURORA_BROKER__URL_FILE": str(tmp_path / "broker-url")}
    with pytest.raises(InvalidSettings, match=r"C006 broker\.url"):
        check_production(load_settings(DEPLOY / "aurora.toml", environ), {})


def test_kubernetes_has_the_same_settings() -> None:
    (config,) = documents("kubernetes/config.yaml")
    assert config["data"]["aurora.toml"] == text("aurora.toml")


def test_everybody_waits_as_long_for_a_worker_to_drain() -> None:
    (documented,) = re.findall(r"^TimeoutStopSec=(\d+)$", (ROOT / "docs" / "workers.md").read_text(), re.MULTILINE)
    unit = Unit("worker", "first")
    assert (unit.value("TimeoutStopSec"), unit.value("KillMode")) == (documented, "mixed")
    assert deployment("aurora-worker")["terminationGracePeriodSeconds"] == int(documented)
    workers = [SERVICES[name] for name in SERVICES if name.startswith("worker")]
    assert [worker["stop_grace_period"] for worker in workers] == [f"{documented}s"] * 3


def test_a_web_process_has_time_for_its_pause_and_its_open_requests() -> None:
    pod, graceful = deployment("aurora-web"), 5
    (_, pause) = container("aurora-web")["lifecycle"]["preStop"]["exec"]["command"]
    assert pod["terminationGracePeriodSeconds"] >= int(pause) + graceful + 5
    assert int(Unit("web", "8781").value("TimeoutStopSec")) >= graceful + 5


def test_the_proxies_know_the_ports() -> None:
    upstream = re.findall(r"^ +server ([\d.]+):(\d+)", text("nginx/aurora-upstream.conf"), re.MULTILINE)
    assert [port for _, port in upstream] == re.findall(r"aurora-web@(\d+)", text("nginx/aurora-upstream.conf"))
    assert COMMANDS["aurora-web@.service"][1:3] == ["--host", upstream[0][0]]
    inside = re.findall(r"^ +server ([\d.]+):(\d+)", text("docker/aurora-upstream.conf"), re.MULTILINE)
    webs = [SERVICES[name] for name in SERVICES if name.startswith("web")]
    assert [host for host, _ in inside] == [web["networks"]["inside"]["ipv4_address"] for web in webs]
    assert {port for _, port in inside} == {web["command"][-1] for web in webs} == {str(SETTINGS.web.port)}
    assert COMMANDS["Dockerfile"][-1] == str(SETTINGS.web.port)
    assert f"EXPOSE {SETTINGS.web.port}\n" in text("docker/Dockerfile")
    assert f"127.0.0.1:{SETTINGS.web.port}/api/v1/health/live" in text("docker/Dockerfile")


def test_the_manifests_agree_on_port_and_probes() -> None:
    web = container("aurora-web")
    (port,) = web["ports"]
    assert (port["name"], port["containerPort"]) == ("http", SETTINGS.web.port)
    assert web["args"][-1] == str(SETTINGS.web.port)
    paths = {f"/api/v1{path}" if not path.startswith("/api") else path for path in _described_paths()}
    for probe, path in {"startup": "live", "liveness": "live", "readiness": "ready"}.items():
        asked = web[f"{probe}Probe"]["httpGet"]
        assert (asked["path"], asked["port"]) == (f"/api/v1/health/{path}", "http")
        assert asked["path"] in paths
    (service,) = (one for one in objects() if one["kind"] == "Service")
    assert service["spec"]["ports"][0]["targetPort"] == "http"


@pytest.mark.parametrize("name", ["aurora-web", "aurora-worker"])
def test_pods_keep_to_the_restricted_standard(name: str) -> None:
    pod, only = deployment(name), container(name)["securityContext"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert (only["allowPrivilegeEscalation"], only["capabilities"]) == (False, {"drop": ["ALL"]})
    assert only["readOnlyRootFilesystem"]
    assert {"requests", "limits"} <= container(name)["resources"].keys()
    user = f"USER {pod['securityContext']['runAsUser']}:{pod['securityContext']['runAsGroup']}\n"
    assert user in text("docker/Dockerfile")


def test_selectors_find_the_pods() -> None:
    labels = [one["spec"]["template"]["metadata"]["labels"].items() for one in objects() if one["kind"] == "Deployment"]
    for one in objects():
        spec = one.get("spec", {})
        selector = spec.get("podSelector") or spec.get("selector") or {}
        wanted = selector.get("matchLabels", selector).items()
        if one["kind"] in ("Deployment", "Service", "NetworkPolicy", "PodDisruptionBudget"):
            assert any(wanted <= found for found in labels), one["metadata"]["name"]


def test_what_services_refer_to_is_there() -> None:
    for name, service in SERVICES.items():
        secrets = {one if isinstance(one, str) else one["source"] for one in service.get("secrets", ())}
        assert secrets <= COMPOSE["secrets"].keys(), name
        assert set(service.get("networks", ())) <= COMPOSE["networks"].keys(), name
        assert set(service.get("depends_on", ())) <= SERVICES.keys(), name
        assert {one["source"] for one in service.get("configs", ())} <= COMPOSE["configs"].keys(), name
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            place = (DEPLOY / "docker" / source).resolve()
            assert source in COMPOSE["volumes"] or source == "./tls" or place.is_file(), volume
    assert len([name for name in SERVICES if name.startswith("worker")]) == 3


def test_the_secrets_are_those_that_the_script_makes() -> None:
    made = set(re.findall(r"^keep (\S+) ", text("make-secrets"), re.MULTILINE))
    assert {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()} <= made
    for unit in (Unit("web", "8781"), Unit("worker", "first")):
        assert {Path(value.partition(":")[2]).name for value in unit.values("LoadCredential")} <= made


def test_every_service_restarts_and_tells_how_it_is() -> None:
    healthy = {"web-1", "web-2"}  # their image says how
    for name, service in SERVICES.items():
        assert service["restart"] in ("unless-stopped", "on-failure"), name
        assert "healthcheck" in service or name in healthy, name


def _described_paths() -> set[str]:
    described = json.loads((ROOT / "web" / "openapi.json").read_text())
    return set(described["paths"])
