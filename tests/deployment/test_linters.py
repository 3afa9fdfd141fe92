"""The programs that read the files of config/deploy, or check them for a living, find nothing wrong with them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.deployment.authority import Authority
from tests.deployment.shipped import DEPLOY, PROGRAM, filled_in
from tests.deployment.site import nginx_files
from tests.servers import binaries, nginx

#: Where the linters that come from PyPI are.
BIN = Path(sys.executable).parent
#: The version of Kubernetes whose schemas count, and how exposed a unit may be, of 100.
KUBERNETES, EXPOSURE = "1.34", 20
UNITS = ("aurora-web@.service", "aurora-worker@.service")


def call(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


def praised(*command: str | Path) -> None:
    """The program ends well, and has no remark."""
    result = call(*command)
    assert (result.returncode, result.stdout + result.stderr) == (0, "")


def hadolint(file: Path) -> subprocess.CompletedProcess[str]:
    return call(BIN / "hadolint", "--no-color", file)


def kubernetes(files: Sequence[Path]) -> subprocess.CompletedProcess[str]:
    return call(BIN / "kubernetes-validate", "--strict", "--quiet", "-k", KUBERNETES, *files)


def compose(file: Path) -> subprocess.CompletedProcess[str]:
    return call(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", file)


def unit_files(directory: Path, **replacements: str) -> list[Path]:
    """The units with a program that exists, as systemd asks for."""
    program = {PROGRAM: "/bin/true", **replacements}
    for name in UNITS:
        (directory / name).write_text(filled_in(f"systemd/{name}", program))
    return [directory / name for name in UNITS]


def test_hadolint_has_nothing_to_say_of_the_dockerfile() -> None:
    praised(BIN / "hadolint", DEPLOY / "docker" / "Dockerfile")


def test_hadolint_would_say_it(tmp_path: Path) -> None:
    file = tmp_path / "Dockerfile"
    file.write_text(filled_in("docker/Dockerfile", {"FROM python:3.13-slim-bookworm": "FROM python"}))
    assert "DL3006" in hadolint(file).stdout


def test_the_manifests_are_what_kubernetes_takes() -> None:
    files = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    assert len(files) == 4
    result = kubernetes(files)
    assert (result.returncode, result.stdout + result.stderr) == (0, "")


def test_kubernetes_would_refuse_what_it_does_not_know(tmp_path: Path) -> None:
    file = tmp_path / "web.yaml"
    file.write_text(filled_in("kubernetes/web.yaml", {"enableServiceLinks": "enableServiceLink"}))
    result = kubernetes([file])
    assert result.returncode != 0
    assert "enableServiceLink" in result.stdout + result.stderr


def test_the_compose_file_is_of_the_specification() -> None:
    result = compose(DEPLOY / "docker" / "compose.yaml")
    assert result.returncode == 0, result.stdout


def test_the_specification_would_refuse_what_it_does_not_know(tmp_path: Path) -> None:
    file = tmp_path / "compose.yaml"
    file.write_text(filled_in("docker/compose.yaml", {"stop_grace_period": "stop_grace"}))
    assert compose(file).returncode != 0


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    praised(binaries.systemd_analyze(), "verify", *unit_files(tmp_path))


def test_systemd_would_name_what_it_does_not_know(tmp_path: Path) -> None:
    files = unit_files(tmp_path, PrivateTmp="PrivateTemp")
    assert "PrivateTemp" in call(binaries.systemd_analyze(), "verify", *files).stderr


@pytest.mark.parametrize("unit", UNITS)
def test_the_units_are_hardened(unit: str, tmp_path: Path) -> None:
    unit_files(tmp_path)
    limit = f"--threshold={EXPOSURE}"
    result = call(binaries.systemd_analyze(), "security", "--offline=true", limit, tmp_path / unit)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("upstream", ["nginx/aurora-upstream.conf", "docker/aurora-upstream.conf"])
def test_nginx_takes_its_files(upstream: str, tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority", "ca")
    files = nginx_files(tmp_path, authority, listen=(8443, 8080), upstream=("8781", "8782"))
    result = nginx.check(tmp_path / "nginx", {**files, "aurora-upstream.conf": filled_in(upstream, {})})
    assert result.returncode == 0, result.stderr
    assert "[warn]" not in result.stderr


def test_nginx_would_refuse_what_it_does_not_know(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority", "ca")
    files = nginx_files(tmp_path, authority, listen=(8443, 8080), upstream=("8781", "8782"))
    files["aurora.conf"] = files["aurora.conf"].replace("proxy_buffering", "proxy_bufferring")
    assert 'unknown directive "proxy_bufferring"' in nginx.check(tmp_path / "nginx", files).stderr


def test_the_script_that_makes_the_secrets_says_how_it_is_called() -> None:
    binaries.openssl()
    result = call(DEPLOY / "make-secrets")
    assert (result.returncode, "DIRECTORY BROKER STORE" in result.stderr) == (2, True)
