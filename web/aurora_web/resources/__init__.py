"""The nouns of the API, one file each."""

from aurora_web.resources.about import blueprint as about
from aurora_web.resources.archive import blueprint as archive
from aurora_web.resources.audit import blueprint as audit
from aurora_web.resources.bulk import blueprint as bulk
from aurora_web.resources.events import blueprint as events
from aurora_web.resources.graphs import blueprint as graphs
from aurora_web.resources.handlers import blueprint as handlers
from aurora_web.resources.health import blueprint as health
from aurora_web.resources.keys import blueprint as keys
from aurora_web.resources.logs import blueprint as logs
from aurora_web.resources.nodes import blueprint as nodes
from aurora_web.resources.oidc import blueprint as oidc
from aurora_web.resources.plans import blueprint as plans
from aurora_web.resources.queues import blueprint as queues
from aurora_web.resources.run_logs import blueprint as run_logs
from aurora_web.resources.runs import blueprint as runs
from aurora_web.resources.secrets import blueprint as secrets
from aurora_web.resources.session import blueprint as session
from aurora_web.resources.settings import blueprint as settings
from aurora_web.resources.states import blueprint as states
from aurora_web.resources.stats import blueprint as stats
from aurora_web.resources.traces import blueprint as traces
from aurora_web.resources.users import blueprint as users
from aurora_web.resources.workers import blueprint as workers

#: In the order of the documentation.
BLUEPRINTS = (
    runs, nodes, states, run_logs, logs, archive, bulk, traces, stats, events, graphs, plans, handlers, workers,
    queues, session, oidc, users, keys, secrets, audit, settings, about, health,
)  # fmt: skip
