"""Settings: every value that can be configured, with its default and its unit. Frozen; unknown keys are errors."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from aurora_celery.model.access import Role

#: ``name=value``. No commas: several labels stand in one environment variable, separated by them.
_LABEL = re.compile(r"[A-Za-z0-9._/-]{1,63}=[^,\x00-\x1f]{0,255}")


class Section(BaseModel):
    """What all tables of the configuration have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class BrokerSettings(Section):
    """``[broker]``: where messages go."""

    #: ``amqp://`` (RabbitMQ) or ``redis://`` (Redis, Valkey); empty means the running local stack.
    url: str = ""
    #: Queue of the nodes that name none, where Aurora makes the Celery app itself.
    queue: str = Field(default="aurora", min_length=1)
    #: Kind of queue on RabbitMQ.
    queue_type: Literal["quorum", "classic"] = "quorum"
    #: Seconds to wait for RabbitMQ to confirm a message.
    confirm_timeout: float = Field(default=5.0, gt=0)


class StoreSettings(Section):
    """``[store]``: where the truth is kept."""

    #: ``mongodb://`` or ``mongodb+srv://`` with a database; empty means the running local stack.
    url: str = ""
    #: Seconds that an ended run is kept; 0 keeps it for ever.
    retention: float = Field(default=30 * 86400.0, ge=0)
    #: Bytes of JSON up to which a value lies beside its node's state.
    inline_limit: int = Field(default=1024, ge=0, le=65536)
    #: Bytes of JSON beyond which a value is refused.
    hard_limit: int = Field(default=64 * 2**20, gt=0)


class WorkerSettings(Section):
    """``[worker]``: the processes that run handlers."""

    #: Modules with handlers and graphs, imported by every worker.
    include: tuple[str, ...] = ()
    #: Processes or threads of one worker; 0 means one for each processor.
    concurrency: int = Field(default=0, ge=0)
    #: Celery's pool.
    pool: Literal["prefork", "threads", "solo"] = "prefork"
    #: Seconds between two signs of life.
    heartbeat: float = Field(default=3.0, gt=0)
    #: Seconds without a sign of life after which a worker counts as dead.
    lease: float = Field(default=15.0, gt=0)
    #: Seconds between two looks for work that fell by the wayside.
    sweep: float = Field(default=0.5, gt=0)
    #: What distinguishes the worker, as texts `name=value`, for people and programs that look at workers.
    labels: tuple[str, ...] = ()
    #: Seconds after which an idle worker that hears nothing of ready work ends, to be started anew; 0 means never.
    deaf_after: float = Field(default=60.0, ge=0)

    @field_validator("labels")
    @classmethod
    def _labels_have_names(cls, labels: tuple[str, ...]) -> tuple[str, ...]:
        if not all(map(_LABEL.fullmatch, labels)):
            raise ValueError("a label is NAME=VALUE; a name is made of A-Z a-z 0-9 . _ / -, a value has no commas")
        if len({label.partition("=")[0] for label in labels}) < len(labels):
            raise ValueError("a label stands there twice")
        return labels

    @model_validator(mode="after")
    def _lease_outlasts_heartbeats(self) -> Self:
        if self.lease < 2 * self.heartbeat:
            raise ValueError("lease must be at least twice the heartbeat, or living workers count as dead")
        return self


class EngineSettings(Section):
    """``[engine]``: how runs are moved forward."""

    #: Workers that a node may take down before it is given up.
    poison_after: int = Field(default=3, ge=1)
    #: Seconds after which a run without news is looked at.
    attention: float = Field(default=15.0, gt=0)
    #: Seconds after which a ready node that nobody has claimed is published again, and the most that this grows to.
    republish: float = Field(default=15.0, gt=0)
    republish_max: float = Field(default=600.0, gt=0)
    #: Seconds that handlers of a cancelled run have to come to their end before they are stopped.
    cancel_grace: float = Field(default=10.0, ge=0)
    #: Whether a process may serve quick nodes on the way instead of sending a message for each of them.
    rounds: bool = True

    @model_validator(mode="after")
    def _delays_grow(self) -> Self:
        if self.republish_max < self.republish:
            raise ValueError("republish_max must not be less than republish")
        return self


class WebSettings(Section):
    """``[web]``: the management API and the pages."""

    #: Address and port to listen on; port 0 takes a free one.
    host: str = "127.0.0.1"
    port: int = Field(default=8780, ge=0, le=65535)
    #: Celery app whose handlers and graphs the API knows, as `celery -A` takes it; empty means Aurora's own.
    app: str = ""
    #: Threads of one web process. Each open event stream takes one.
    threads: int = Field(default=256, ge=16)
    #: Bytes of the largest body of a request.
    body_limit: int = Field(default=32 * 2**20, ge=1024)
    #: Proxies in front whose `X-Forwarded-*` headers are believed.
    trusted_proxies: int = Field(default=0, ge=0, le=8)
    #: Whether default credentials, debugging and failpoints are refused, and cookies only go over TLS.
    production: bool = True
    #: File with the keys that seal what is secret in the store, made if it is not there; the newest key first.
    seal_file: Path = Path(".aurora/web.seals")
    #: Seconds after which a session ends that nobody uses, and after which it ends in any case.
    session_idle: float = Field(default=1800.0, gt=0)
    session_lifetime: float = Field(default=43200.0, gt=0)
    #: Whether the task calls of the forerunner in Go are served too, at `/api/task` and `/api/worker`.
    compatibility: bool = False


class OidcSettings(Section):
    """``[oidc]``: sign in at an identity provider (OpenID Connect)."""

    #: Address of the provider, as it names itself; empty means that nobody signs in there.
    issuer: str = ""
    #: What the provider calls Aurora, and the file with the secret that it gave; without one PKCE alone protects codes.
    client_id: str = ""
    client_secret_file: str = ""
    #: What is asked for.
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    #: Claim of the ID token that a new user is named by.
    name_claim: str = "preferred_username"
    #: Claim with the groups of a user, and what they may: `GROUP=PROJECT:ROLE`, with `*` for all projects.
    groups_claim: str = "groups"
    grants: tuple[str, ...] = ()
    #: Domains of verified e-mail addresses that may sign in; empty means any.
    domains: tuple[str, ...] = ()
    #: Address of `/api/v1/session/oidc/callback` as the provider knows it; empty means that of the request.
    redirect_url: str = ""

    @field_validator("grants")
    @classmethod
    def _grants_have_roles(cls, grants: tuple[str, ...]) -> tuple[str, ...]:
        for grant in grants:
            _, equals, rest = grant.rpartition("=")
            if not equals or rest.partition(":")[2] not in tuple(Role):
                raise ValueError(f"a grant is GROUP=PROJECT:ROLE with one of the roles {', '.join(Role)}")
        return grants

    @model_validator(mode="after")
    def _a_provider_knows_us(self) -> Self:
        if self.issuer and not self.client_id:
            raise ValueError("client_id must be set, as the provider calls Aurora")
        return self


class SecretsSettings(Section):
    """``[secrets]``: what nodes are given and nobody is shown."""

    #: File with the keys that seal them; empty means that of ``web.seal_file``. Workers need it too, and never make it.
    seal_file: str = ""


class MetricsSettings(Section):
    """``[metrics]``: numbers for Prometheus, in the extra ``aurora-celery[metrics]``."""

    #: Whether anything is counted; `/metrics` of the API tells all of it.
    enabled: bool = False
    #: Address and port at which each worker tells what it has counted itself; port 0 means not at all.
    host: str = "127.0.0.1"
    port: int = Field(default=0, ge=0, le=65535)
    #: Seconds between two times at which a process adds what it has counted to what the store has.
    interval: float = Field(default=5.0, gt=0, le=300)
    #: File with the token that `/metrics` of the API asks for; empty asks for none.
    token_file: str = ""


class TracingSettings(Section):
    """``[tracing]``: spans for OpenTelemetry, in the extra ``aurora-celery[otel]``. The rest is said by ``OTEL_*``."""

    #: Whether runs, nodes, messages, requests and commands to the store are traced.
    enabled: bool = False


class LogsSettings(Section):
    """``[logs]``: what handlers log and print, kept with their runs."""

    #: Whether it is kept.
    enabled: bool = True
    #: The least level that is kept, of what the worker's own log level lets through.
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = "INFO"
    #: Whether what handlers print is kept too: standard output as INFO, standard error as WARNING.
    capture_output: bool = True
    #: Seconds that it is kept; 0 keeps it as long as its run.
    retention: float = Field(default=14 * 86400.0, ge=0)
    #: Bytes of a line beyond which it is cut.
    line_limit: int = Field(default=65536, ge=256, le=262144)
    #: Lines, and bytes, of one try of a node; what comes after them is counted and dropped.
    try_lines: int = Field(default=10_000, ge=1, le=10_000_000)
    try_bytes: int = Field(default=5 * 2**20, ge=1024)
    #: Bytes that a process holds while the store is away; what comes after them is counted and dropped.
    buffer: int = Field(default=8 * 2**20, ge=65536)
    #: Seconds that a line may wait for others before it is written with them.
    interval: float = Field(default=0.25, gt=0, le=5)


class LogSettings(Section):
    """``[log]``: what Aurora's own processes log."""

    #: How a line of it looks: for people, or one JSON object each, for programs.
    format: Literal["text", "json"] = "text"


class EmbeddedSettings(Section):
    """``[embedded]``: the servers of ``aurora up``."""

    #: Directory of their data, relative to the working directory.
    data_dir: Path = Path(".aurora")
    #: Programs to use; empty means the one on the PATH, otherwise the one of ``aurora-celery[embedded]``.
    valkey_server: str = ""
    mongod: str = ""
    #: Memory for MongoDB's cache, in megabytes.
    mongod_cache: int = Field(default=256, ge=256)


class Settings(Section):
    """The whole configuration. Make one with :func:`aurora_celery.config.load_settings`."""

    broker: BrokerSettings = BrokerSettings()
    store: StoreSettings = StoreSettings()
    worker: WorkerSettings = WorkerSettings()
    engine: EngineSettings = EngineSettings()
    web: WebSettings = WebSettings()
    oidc: OidcSettings = OidcSettings()
    secrets: SecretsSettings = SecretsSettings()
    metrics: MetricsSettings = MetricsSettings()
    tracing: TracingSettings = TracingSettings()
    logs: LogsSettings = LogsSettings()
    log: LogSettings = LogSettings()
    embedded: EmbeddedSettings = EmbeddedSettings()
    #: Celery's own settings by their lower-case names, handed to the app as they are.
    celery: dict[str, Any] = Field(default_factory=dict)

    @property
    def secret_keys(self) -> Path:
        """The file with the keys of secrets."""
        return Path(self.secrets.seal_file) if self.secrets.seal_file else self.web.seal_file


#: Tables whose keys are not ours to check.
OPEN_TABLES = frozenset({"celery"})


def known_keys() -> tuple[str, ...]:
    """Every setting as ``section.key``, in the order of the classes above."""
    return tuple(
        f"{section}.{key}"
        for section in Settings.model_fields
        if section not in OPEN_TABLES
        for key in table_of(section).model_fields
    )


def table_of(section: str) -> type[Section]:
    """The class of one closed table."""
    kind = Settings.model_fields[section].annotation
    assert isinstance(kind, type)
    assert issubclass(kind, Section)
    return kind
