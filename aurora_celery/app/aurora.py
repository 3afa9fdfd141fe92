"""Aurora on a Celery app: declare handlers and graphs, submit runs and look at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from celery import Celery
from celery.app.task import Task
from celery.canvas import Signature

from aurora_celery import __version__
from aurora_celery.app.archive_reader import Imported, import_archive
from aurora_celery.app.archive_writer import write_archive
from aurora_celery.app.broadcast import Broadcast
from aurora_celery.app.bulk import BulkOperations
from aurora_celery.app.catalogue import Catalogue, Compiled, named_positions
from aurora_celery.app.celery_conf import celery_conf
from aurora_celery.app.control import WorkerControl
from aurora_celery.app.graphs import GraphFunction
from aurora_celery.app.handlers import make_handler, make_node_call, spec_of
from aurora_celery.app.keys import digest_of, issue_key
from aurora_celery.app.logs import Logs
from aurora_celery.app.overview import Overview
from aurora_celery.app.present import present_run
from aurora_celery.app.queues import Queues
from aurora_celery.app.runs import RunHandle
from aurora_celery.app.runtime import Runtime
from aurora_celery.app.secrets import Secrets
from aurora_celery.app.trying import TRY_LABEL, check_arguments, try_graph
from aurora_celery.compiler.canvas import canvas_tree
from aurora_celery.compiler.explain import json_document
from aurora_celery.config import Settings, load_settings
from aurora_celery.definition import GraphBuilder, NodeRef, dump, parse, parse_text
from aurora_celery.engine.auditor import Auditor
from aurora_celery.engine.bootstep import install
from aurora_celery.engine.broker import ping
from aurora_celery.engine.canvas import to_celery
from aurora_celery.engine.continuation import register
from aurora_celery.engine.inputs import resolve_inputs
from aurora_celery.engine.submitting import Order, submit
from aurora_celery.errors import GraphNotFound, HandlerNotFound
from aurora_celery.handlers.codec import encode
from aurora_celery.model.access import ApiKey, Role
from aurora_celery.model.graph import Graph, RetryPolicy
from aurora_celery.model.handler import HandlerSpec
from aurora_celery.model.run import Run
from aurora_celery.store.access_ports import AccessStore
from aurora_celery.store.ports import GraphVersion, Page, RunFilter, Store

if TYPE_CHECKING:
    from aurora_celery.observability.exposition import Metrics

#: Whatever can be run: a function that draws, a builder, a parsed graph, or the name of a stored one.
Runnable: TypeAlias = GraphFunction | GraphBuilder | Graph | str


class Aurora:
    """Durable graphs for a Celery app.

    ``Aurora(app)`` attaches to an app that exists: its tasks can be nodes as they are, its broker carries the
    messages. Without an app Aurora makes one from its own settings. ``store`` is the address of a MongoDB replica
    set; without it the settings decide, then an ``aurora+mongodb://`` result backend, then a local stack
    that runs in this directory. Nothing connects before it is needed.
    """

    def __init__(
        self, celery: Celery | None = None, *, store: str | None = None, settings: Settings | None = None
    ) -> None:
        self._given_settings, self._store_url = settings, store
        self.celery = celery or self._make_app()
        self._graphs: dict[str, GraphFunction] = {}
        install(self.celery, lambda: self.runtime)
        register(self.celery, submit=self._submit_from_canvas, outcome=lambda run_id: self.run(run_id).result)

    @cached_property
    def settings(self) -> Settings:
        """The configuration. Raises InvalidSettings."""
        return self._given_settings or load_settings()

    @cached_property
    def runtime(self) -> Runtime:
        """Store, bus and engine of this process."""
        return Runtime(self.celery, self.settings, store_url=self._store_url)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Graphs by name."""
        return Catalogue(self.runtime, self.handlers)

    @property
    def store(self) -> Store:
        """The store. Raises StoreUnfit when none is configured."""
        return self.runtime.store

    @cached_property
    def workers(self) -> WorkerControl:
        """The workers that live: how they stand, and what they are told."""
        return WorkerControl(self.runtime)

    @cached_property
    def queues(self) -> Queues:
        """The queues through which nodes reach workers."""
        return Queues(self.runtime)

    @cached_property
    def overview(self) -> Overview:
        """Looks over many nodes, runs and graphs at once, and at what a node waits for."""
        return Overview(self.runtime, self.workers)

    @cached_property
    def secrets(self) -> Secrets:
        """What nodes are given and nobody is shown."""
        return Secrets(self.runtime)

    @cached_property
    def bulk(self) -> BulkOperations:
        """Operations on many runs at once, which go on in the background."""
        return BulkOperations(self.runtime)

    @cached_property
    def logs(self) -> Logs:
        """What handlers said, in all runs."""
        return Logs(self.runtime)

    @property
    def access(self) -> AccessStore:
        """People and programs, and what they did. Raises StoreUnfit when no store is configured."""
        return self.store.access

    @overload
    def handler(self, function: Callable[..., Any], /) -> Task[Any, Any]: ...

    @overload
    def handler(
        self,
        /,
        *,
        name: str | None = None,
        bind: bool = False,
        retries: int | RetryPolicy | None = None,
        timeout: float | None = None,
        hard_timeout: float | None = None,
        **options: Any,
    ) -> Callable[[Callable[..., Any]], Task[Any, Any]]: ...

    def handler(self, function: Callable[..., Any] | None = None, /, **options: Any) -> Any:
        """Make a function a handler: a real Celery task that graphs can name. Bare, or with options.

        ``retries`` is a number or a :class:`RetryPolicy`; ``timeout`` (asks to stop) and ``hard_timeout``
        (ends) are seconds; ``bind`` passes a :class:`NodeContext` first. Other options are Celery's.
        """
        if function is not None:
            return make_handler(self.celery, function, options={})
        ours = {key: options.pop(key) for key in _OURS if key in options}
        return lambda decorated: make_handler(self.celery, decorated, options=options, **ours)

    @overload
    def graph(self, function: Callable[..., Any], /) -> GraphFunction: ...

    @overload
    def graph(self, /, *, name: str | None = None) -> Callable[[Callable[..., Any]], GraphFunction]: ...

    def graph(self, function: Callable[..., Any] | None = None, /, *, name: str | None = None) -> Any:
        """Make a function a graph: inside it a call of a handler makes a node. Bare, or with a name."""
        if function is None:
            return lambda decorated: self._add_graph(decorated, name)
        return self._add_graph(function, name)

    def node(
        self, handler: Task[Any, Any] | str, /, node_id: str | None = None, *, needs: Iterable[NodeRef | str] = ()
    ) -> Callable[..., NodeRef]:
        """Inside a graph function: a call that makes a node of any task, by itself or by its name.

        ``node_id`` names the node, ``needs`` are nodes that only have to come before it.
        """
        return make_node_call(handler, node_id=node_id, needs=needs)

    def handlers(self) -> Mapping[str, HandlerSpec]:
        """The signatures of every task that this process knows."""
        self._import_handlers()
        tasks = self.celery.tasks.values()
        return {task.name: spec_of(task) for task in tasks if not task.name.startswith("celery.")}

    def compile(self, graph: Runnable, /) -> Compiled:
        """Check and compile. Raises InvalidGraph with everything that is wrong."""
        if isinstance(graph, GraphFunction):
            return graph.compiled
        if isinstance(graph, str):
            if graph not in self._graphs:
                raise GraphNotFound(graph)
            return self._graphs[graph].compiled
        return self.catalogue.compile(graph.freeze() if isinstance(graph, GraphBuilder) else graph)

    def canvas(
        self, graph: Runnable, inputs: Mapping[str, Any] | None = None, /, *, barriers: bool = False, **named: Any
    ) -> Signature:
        """The graph as a stock Celery canvas, which needs neither Aurora's engine nor its store.

        Its workers need the module ``aurora_celery.engine.canvas_step``. Only series-parallel graphs have
        such a form: for others, ``barriers`` makes every node wait for the whole level before it. Raises
        CanvasRefused, with the edges that stand in the way, and InvalidInputs.
        """
        compiled = self.compile(graph)
        given = resolve_inputs({**(inputs or {}), **named}, declared=compiled.graph.inputs)
        return to_celery(canvas_tree(compiled.graph, barriers=barriers), app=self.celery, inputs=given)

    def read(self, definition: str | Mapping[str, Any], *, form: Literal["yaml", "json", "toml"] = "yaml") -> Graph:
        """A graph from its definition: a document, or text of a form. Raises InvalidGraph."""
        if isinstance(definition, str):
            return parse_text(definition, format=form)
        return parse(definition)

    def dump(self, graph: Graph, *, form: Literal["yaml", "json", "toml"] = "yaml") -> str:
        """The canonical definition of a graph as text. Raises Unserialisable for null in TOML, which has none."""
        return dump(graph, format=form)

    def explain(self, graph: Runnable) -> Mapping[str, Any]:
        """What a graph becomes: its chains, chords, critical path and predicted costs. Raises InvalidGraph."""
        compiled = self.compile(graph)
        return json_document(compiled.graph, compiled.plan)

    def apply(self, graph: Runnable, *, expected: int | None = None) -> GraphVersion:
        """Store a graph as the newest version of its name. The same graph again changes nothing.

        ``expected`` is the version that has to be the newest until then, 0 for none. Raises InvalidGraph, GraphChanged.
        """
        return self.catalogue.apply(self.compile(graph), expected=expected)

    def stored_graphs(self) -> tuple[GraphVersion, ...]:
        """The newest version of every stored graph."""
        return tuple(self.store.graphs.names())

    def stored_graph(self, name: str, version: int | None = None) -> GraphVersion:
        """One version of a stored graph, the newest without a number. Raises GraphNotFound."""
        return self.store.graphs.get(name, version)

    def submit(
        self,
        graph: Runnable,
        inputs: Mapping[str, Any] | None = None,
        /,
        *,
        key: str | None = None,
        key_window: float | None = None,
        deadline: float | None = None,
        labels: Mapping[str, str] | None = None,
        version: int | None = None,
        **named: Any,
    ) -> RunHandle:
        """Start a run; when this returns, it is durable.

        Inputs are given as a mapping or by name. The same ``key`` gives the same run, whoever
        submits it, for ``key_window`` seconds if they are given. A run that takes longer than ``deadline``
        seconds is stopped and has failed. Raises InvalidGraph, InvalidInputs, GraphNotFound, Conflict,
        StoreUnavailable.
        """
        given = {**(inputs or {}), **named}
        order = Order(inputs=given, key=key, window=key_window, deadline=deadline, labels=labels or {})
        return self._submit(graph, order, version=version)

    def try_handler(
        self, handler: str, arguments: Mapping[str, Any], /, *, graph: str, queue: str | None = None
    ) -> RunHandle:
        """Start a run of one node, which calls a handler; its outputs have the ``result``.

        ``graph`` names the graph that is stored for it. The run has the label ``aurora.try``. Raises HandlerNotFound
        when neither this process nor a worker knows the handler, and InvalidInputs for arguments that it does not take.
        """
        spec = self.handlers().get(handler)
        if spec is None and not any(handler in beat.handlers for beat in self.workers.living()):
            raise HandlerNotFound(handler)
        check_arguments(arguments, spec)
        return self.submit(
            try_graph(graph, handler, arguments, queue=queue), arguments, labels={TRY_LABEL: handler[:255]}
        )

    def run(self, run_id: str) -> RunHandle:
        """A run by its id. Whether it exists shows when it is looked at."""
        return RunHandle(run_id, self.runtime.engine(), attention=self.settings.engine.attention)

    def runs(self, where: RunFilter | None = None, *, limit: int = 50, cursor: str | None = None) -> Page[Run]:
        """Runs without their nodes, newest first."""
        engine = self.runtime.engine()
        page = engine.store.runs.list(where or RunFilter(), limit=limit, cursor=cursor)
        return Page(tuple(present_run(view, engine) for view in page.items), page.cursor)

    def issue_key(
        self, *, owner: str, title: str, role: Role, projects: Sequence[str], lifetime: float | None
    ) -> tuple[ApiKey, str]:
        """Make a key for somebody, good for so many seconds; the second value is its secret, shown this once."""
        return issue_key(self.access, owner=owner, title=title, role=role, projects=projects, lifetime=lifetime)

    @staticmethod
    def digest_of(secret: str) -> str:
        """What the store keeps of the secret of a key."""
        return digest_of(secret)

    @staticmethod
    def facts(inputs: Mapping[str, Any]) -> Mapping[str, str]:
        """Values of inputs as ``RunFilter.facts`` names them. Raises Unserialisable."""
        return {name: encode(value) for name, value in inputs.items()}

    @cached_property
    def broadcast(self) -> Broadcast:
        """Tells many listeners of this process what moves, with one open question to the store."""
        return Broadcast(self.runtime.engine())

    @cached_property
    def metrics(self) -> Metrics | None:
        """What Prometheus asks of a web process; None where metrics are off. Raises MissingExtra."""
        if not self.settings.metrics.enabled:
            return None
        from aurora_celery.observability.exposition import Metrics

        return Metrics(
            self.settings,
            store=lambda: self.store,
            depth=self.runtime.rounds().depth,
            listeners=lambda: self.broadcast.listeners,
            version=__version__,
        )

    def trace_requests(self, app: object) -> None:
        """Let the requests to a Flask app be traced, where tracing is on."""
        self.runtime.observer.trace_requests(app)

    def export_runs(self, runs: Iterable[str] | RunFilter) -> Iterator[bytes]:
        """The lines of an archive of these runs, or of all ended ones that a filter finds, with all that is theirs.

        Raises RunNotFound, and IllegalOperation for a run that has not ended.
        """
        engine = self.runtime.engine()
        if isinstance(runs, RunFilter):
            return write_archive(engine, self.auditor().runs(runs), lenient=True)
        return write_archive(engine, runs)

    def import_runs(self, path: Path) -> tuple[Imported, ...]:
        """Keep every run of an archive, plain or packed by gzip. A run that is there already, the same, is left alone.

        Raises BadArchive for a file that is not whole and sound, and RunExists for a run whose id another one
        has; nothing is kept then.
        """
        keep_logs = self.settings.logs.retention or None
        return tuple(import_archive(self.runtime.engine(), path, keep_logs=keep_logs))

    def ping_broker(self, *, timeout: float) -> None:
        """Return once the broker has answered. Raises BrokerUnavailable after ``timeout`` seconds."""
        ping(self.celery, timeout=timeout)

    def auditor(self) -> Auditor:
        """Who checks the record of runs against what must always hold."""
        return Auditor(self.runtime.engine())

    def _submit(self, graph: Runnable, order: Order, *, version: int | None = None) -> RunHandle:
        if isinstance(graph, str) and (graph not in self._graphs or version is not None):
            plan, number = self.catalogue.find(graph, version)
        else:
            compiled = self.compile(graph)
            plan, number = compiled.plan, self.catalogue.version_of(compiled)
        engine = self.runtime.engine()
        order = order.numbered(number)
        attention = self.settings.engine.attention
        accepted = submit(engine, plan, order, attention=attention)
        return RunHandle(accepted.run_id, engine, attention=attention, accepted=accepted.view)

    def _submit_from_canvas(
        self, graph: str, args: tuple[Any, ...], inputs: Mapping[str, Any], *, key: str, continuation: str
    ) -> str:
        known = self._graphs.get(graph)
        declared = known.graph.inputs if known else self.catalogue.find(graph)[0].head.inputs
        given = named_positions(args, declared=declared, given=inputs)
        return self._submit(graph, Order(inputs=given, key=key, continuation=continuation)).id

    def _add_graph(self, function: Callable[..., Any], name: str | None) -> GraphFunction:
        graph = GraphFunction(function, self, name=name)
        self._graphs[graph.name] = graph
        return graph

    @cached_property
    def _import_handlers(self) -> Callable[[], object]:
        """Imports the modules with handlers on the first call only, as a worker does when it starts."""
        return cache(self.celery.loader.import_default_modules)

    def _make_app(self) -> Celery:
        app = Celery("aurora")
        app.add_defaults(lambda: celery_conf(self.settings))
        return app


_OURS = ("name", "bind", "retries", "timeout", "hard_timeout")
