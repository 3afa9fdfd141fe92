"""The deployment end to end, on loopback: the shipped files, and real servers with users and TLS.

RabbitMQ has a user and a virtual host of Aurora's own and no guest; MongoDB asks for TLS and for a user with a role of
few rights; two web processes serve behind nginx, three workers behind two queues.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import psutil
import pymongo
import pymongo.errors
import pytest

from tests.deployment.authority import Authority
from tests.deployment.programs import API, begin, look, look_with_the_client, run_sum, store, until_ended, wait_for
from tests.deployment.shipped import text
from tests.deployment.site import CLIENT, Site
from tests.e2e.stack import environment
from tests.servers import binaries

pytestmark = pytest.mark.timeout(300)

PASSWORD = "a long sentence is what ada likes"


def find_all(text: str, secrets: set[str]) -> set[str]:
    return {secret for secret in secrets if secret in text}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The deployment. When all of it has ended, no secret stands in any log."""
    binaries.nginx(), binaries.rabbitmq(), binaries.openssl()
    running = Site(tmp_path_factory.mktemp("deployment"))
    try:
        yield running
    finally:
        running.close()
    logs = running.logs()
    assert {name: found for name, log in logs.items() if (found := find_all(log, running.secrets))} == {}
    assert all(logs[name] for name in ("rabbitmq", "mongod", "nginx"))


@pytest.fixture(scope="module")
def ada(site: Site) -> Iterator[httpx.Client]:
    """The first user, in a browser: made through nginx with the secret that the command line prints."""
    secret = site.aurora("web", "--setup-secret").stdout.strip()
    site.secrets |= {secret, PASSWORD}
    with site.client() as browser:
        wrong = {"secret": "aur_x", "name": "ada", "password": PASSWORD}
        assert browser.post(f"{API}/session/setup", json=wrong).status_code == 403
        answer = browser.post(f"{API}/session/setup", json={**wrong, "secret": secret})
        assert answer.status_code == 201, answer.text
        browser.headers["X-CSRF-Token"] = answer.json()["csrf"]
        site.secrets |= {answer.json()["csrf"], *browser.cookies.values()}
        yield browser


@pytest.fixture(scope="module")
def key(site: Site, ada: httpx.Client) -> str:
    """The key of a program of ada's."""
    wanted = {"title": "deploy", "role": "admin", "projects": ["*"]}
    answer = ada.post(f"{API}/keys", json=wanted)
    assert answer.status_code == 201, answer.text
    secret: str = answer.json()["secret"]
    site.secrets.add(secret)
    return secret


@pytest.fixture
def program(site: Site, key: str) -> Iterator[httpx.Client]:
    """A program with a key."""
    with site.client() as client:
        client.headers["Authorization"] = f"Bearer {key}"
        yield client


def test_a_graph_is_stored_and_run_across_two_queues(program: httpx.Client) -> None:
    store(program)
    run = run_sum(program, 40)
    assert run["state"] == "succeeded", run
    assert program.get(f"{API}/runs/{run['id']}/result").json()["outputs"] == {"sum": 142}
    assert program.get(f"{API}/health/ready").json() == {"status": "ok", "store": "ok", "broker": "ok"}


def test_workers_have_the_queues_and_labels_of_their_files(program: httpx.Client) -> None:
    workers = program.get(f"{API}/workers").json()["items"]
    assert sorted((worker["queues"], worker["labels"]) for worker in workers) == [
        (["aurora"], ["zone=eu", "disk=ssd"]),
        (["aurora"], ["zone=us"]),
        (["aurora-slow"], ["role=slow"]),
    ]


def test_cookies_go_over_tls_alone_and_belong_to_this_host(site: Site, ada: httpx.Client) -> None:
    with site.client() as browser:
        answer = browser.post(f"{API}/session", json={"name": "ada", "password": PASSWORD})
        assert answer.status_code == 201, answer.text
        site.secrets |= {answer.json()["csrf"], *browser.cookies.values()}
    name, *attributes = (part.strip() for part in answer.headers["set-cookie"].split(";"))
    assert name.startswith("__Host-aurora=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(attributes)
    assert not any(attribute.startswith("Domain") for attribute in attributes)


def test_what_comes_without_tls_is_sent_to_where_there_is_some(site: Site) -> None:
    answer = httpx.get(f"http://localhost:{site.nginx.plain_port}{API}/health/live?x=1")
    assert (answer.status_code, answer.headers["location"]) == (308, f"{site.url}{API}/health/live?x=1")
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"http://127.0.0.1:{site.nginx.plain_port}/", headers={"Host": "elsewhere.example"})


def test_nobody_is_answered_under_another_name(site: Site) -> None:
    context = site.trust()
    with pytest.raises(httpx.ConnectError, match=r"(?i)unrecognized.name"):
        httpx.get(f"https://127.0.0.1:{site.nginx.port}/", verify=context)


def test_headers_that_keep_browsers_safe_are_sent_once(site: Site) -> None:
    names = ("strict-transport-security", "x-content-type-options", "content-security-policy", "x-frame-options")
    with site.client() as client:
        answer = client.get(f"{API}/health/live")
        assert [len(answer.headers.get_list(name)) for name in names] == [1, 1, 1, 1]
        assert answer.headers["server"] == "nginx"
        assert answer.http_version in ("HTTP/1.1", "HTTP/2")


@pytest.mark.parametrize("path", ["/metrics", "/metrics/", f"{API}/metrics", "/%6detrics"])
def test_metrics_are_not_for_strangers(site: Site, path: str) -> None:
    with site.client() as client:
        answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_may_be_as_large_as_aurora_allows(site: Site, program: httpx.Client) -> None:
    limit = 32 * 2**20
    too_large = program.post(f"{API}/graphs/validate", content=b"x" * (limit + 1))
    assert (too_large.status_code, too_large.json()["code"]) == (413, "request_entity_too_large")
    assert len(too_large.headers.get_list("strict-transport-security")) == 1
    padded = b" " * (limit - 2) + b"{}"
    taken = program.post(f"{API}/graphs/validate", content=padded, headers={"Content-Type": "application/json"})
    assert taken.status_code == 422, "Aurora itself reads it"


def test_events_come_through_while_the_run_goes_on(site: Site, program: httpx.Client) -> None:
    with program.stream("GET", f"{API}/events", params={"runs": "true"}) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        assert next(lines) == ": listening"
        run, _ = begin(program, site, "heard")
        # The gate is shut: what is heard now was not held back until the end.
        assert heard(lines, run, until="running")[-1] == ("run", "running")
        (site.gates / "heard.open").touch()
        assert heard(lines, run, until="succeeded") == [("run", "succeeded")]


def heard(lines: Iterator[str], run: str, *, until: str) -> list[tuple[str, str]]:
    """The events of a run up to one state of it, as pairs of their kind and the state."""
    found: list[tuple[str, str]] = []
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            data = json.loads(line.removeprefix("data: "))
            if data.get("run") == run:
                found.append((name, data.get("state", "")))
            if ("run", until) in found:
                break
        assert line != ": still here", f"nothing for a quarter of a minute after {found}"
    return found


def test_nobody_notices_that_web_processes_are_killed_and_started_again(
    site: Site, program: httpx.Client, key: str
) -> None:
    """The client asks again for an answer that broke off; whoever does not gets whole answers, or none."""
    store(program)
    killed = [name for name in site.units if name.startswith("web-")]
    stop = threading.Event()
    with ThreadPoolExecutor(max_workers=4) as pool:
        lookers = [pool.submit(look, site, key, stop) for _ in range(2)]
        clients = [pool.submit(look_with_the_client, site, key, stop) for _ in range(2)]
        try:
            for name in killed:
                site.kill(name)
                assert run_sum(program, 1)["state"] == "succeeded"
                site.start(name)
                assert run_sum(program, 2)["state"] == "succeeded"
        finally:
            stop.set()
    assert all(client.result() for client in clients)
    for looker in lookers:
        statuses, cut = looker.result()
        assert statuses == {200}
        assert cut <= len(killed), "one answer for each process that was killed, at most"


def test_the_command_line_believes_an_authority_of_our_own(site: Site, program: httpx.Client, key: str) -> None:
    store(program)
    run = run_sum(program, 4)["id"]
    asked = ("runs", "show", run, "--server", site.url, "--token", key)
    done = site.aurora(*asked, env={"SSL_CERT_FILE": str(site.authority.file)})
    assert (done.returncode, run in done.stdout) == (0, True), done.stderr
    done = site.aurora(*asked)
    assert (done.returncode != 0, "certificate verify failed" in done.stderr) == (True, True)


def test_without_any_web_process_the_answer_says_when_to_come_again(site: Site) -> None:
    names = [name for name in site.units if name.startswith("web-")]
    for name in names:
        site.kill(name)
    try:
        with site.client() as client:
            answer = client.get(f"{API}/health/live")
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert answer.headers["retry-after"] == "2"
    finally:
        for name in names:
            site.start(name)


def test_a_worker_that_is_stopped_loses_nothing(site: Site, program: httpx.Client) -> None:
    store(program)
    run, begun = begin(program, site, "drained")
    wait_for(begun)
    worker = executing(site, begun)
    os.kill(site.processes[worker].pid, signal.SIGTERM)
    assert run_sum(program, 3)["state"] == "succeeded", "the other worker does what is new"
    (site.gates / "drained.open").touch()
    assert site.processes[worker].wait(timeout=60) == 0
    found = until_ended(program, run)
    assert found["state"] == "succeeded", found
    assert begun.read_text().count("\n") == 1, "nothing was done twice"
    site.kill(worker)
    site.start(worker)


def executing(site: Site, begun: Path) -> str:
    """Which worker's pool has begun to execute a handler."""
    parent = int(begun.read_text().split()[0])
    found = {parent, *(process.pid for process in psutil.Process(parent).parents())}
    return next(name for name in site.processes if site.processes[name].pid in found)


def test_the_audit_log_knows_clients_and_not_the_proxy(ada: httpx.Client) -> None:
    entries = ada.get(f"{API}/audit").json()["items"]
    assert {entry["address"] for entry in entries} == {CLIENT}
    assert ada.get(f"{API}/audit/verdict").json()["sound"] is True


def test_a_wrong_password_and_a_wrong_authority_are_named(site: Site, tmp_path: Path) -> None:
    wrong = "no-one-has-this-password"
    stranger = Authority(tmp_path, "stranger").file
    cases = {
        site.store_url(password=wrong): "MongoDB refuses this user; check the name, the password",
        site.store_url(authority=stranger): "certificate verify failed",
    }
    for url, message in cases.items():
        (tmp_path / "store-url").write_text(url)
        done = site.aurora("doctor", env={"AURORA_STORE__URL_FILE": str(tmp_path / "store-url")})
        assert done.returncode == 1
        assert message in done.stdout + done.stderr
        assert find_all(done.stdout + done.stderr, {wrong, *site.secrets}) == set()
    assert site.aurora("doctor").returncode == 0


def test_the_user_of_mongodb_may_do_what_aurora_does_and_no_more(site: Site) -> None:
    with pymongo.MongoClient[dict[str, Any]](site.store_url()) as client:
        database = client["aurora"]
        (user,) = database.command("usersInfo", "aurora")["users"]
        assert [role["role"] for role in user["roles"]] == ["auroraService"]
        runs, make = database["aurora_runs"], {"createUser": "eve", "pwd": "eve", "roles": []}
        forbidden: list[Callable[[], object]] = [
            runs.drop_indexes,
            lambda: database.command("drop", "aurora_runs"),
            lambda: database.command(make),
            lambda: client.admin.command("shutdown"),
            partial(client["elsewhere"]["x"].insert_one, {}),
            client["admin"]["system.users"].find_one,
        ]
        for deed in forbidden:
            with pytest.raises(pymongo.errors.OperationFailure) as refused:
                deed()
            assert refused.value.code == 13
    with (
        pymongo.MongoClient[dict[str, Any]](site.mongo.url(), serverSelectionTimeoutMS=1000) as plain,
        pytest.raises(pymongo.errors.ServerSelectionTimeoutError),
    ):
        plain.admin.command("ping")


def test_the_user_of_rabbitmq_has_one_virtual_host_and_no_guest_is_there(site: Site) -> None:
    users = site.rabbitmq.control("list_users", "--quiet", "--no-table-headers").splitlines()
    assert users == ["aurora\t[]"]
    assert site.rabbitmq.control("list_vhosts", "--quiet", "--no-table-headers").split() == ["aurora"]
    queues = site.rabbitmq.control("list_queues", "-p", "aurora", "--quiet", "--no-table-headers", "name", "type")
    kinds = dict(line.split("\t") for line in queues.splitlines())
    assert kinds["aurora"] == "quorum"
    assert "aurora-slow" in kinds


def test_a_worker_answers_those_who_ask_whether_it_lives(site: Site) -> None:
    """As the health checks of compose.yaml and of Kubernetes ask."""

    unit = site.units["worker-slow"]
    unit.load_credentials()
    node = f"slow@{os.uname().nodename}"
    ask = ["-m", "celery", "-A", "aurora_celery", "inspect", "ping", "--timeout", "5", "--destination", node]
    env = environment({**unit.environment(), **site.imports()})
    done = subprocess.run([sys.executable, *ask], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, "pong" in done.stdout) == (0, True), done.stderr


def test_the_health_check_of_the_image_knows_how_a_web_process_is(site: Site) -> None:

    (check,) = re.findall(r"HEALTHCHECK .*?CMD (\[.*?\])$", text("docker/Dockerfile"), re.DOTALL | re.MULTILINE)
    _, option, code = json.loads(check)
    port = next(unit.instance for name, unit in site.units.items() if name.startswith("web-"))
    assert subprocess.run([sys.executable, option, code.replace("8780", port)], check=False).returncode == 0
    failed = subprocess.run([sys.executable, option, code.replace("8780", "1")], check=False, capture_output=True)
    assert failed.returncode == 1


def test_no_secret_is_in_a_log_or_on_a_command_line(site: Site, program: httpx.Client) -> None:
    store(program)
    run_sum(program, 7)
    for log in site.logs().values():
        assert find_all(log, site.secrets) == set()
    lines = list(site.command_lines())
    assert len(lines) > len(site.processes)
    assert find_all("\n".join(lines), site.secrets) == set()
