"""Values with ``${{ }}`` in them: what they refer to, and what they become. Pure; expressions are CEL."""

from aurora_celery.expressions.codes import CODES
from aurora_celery.expressions.references import References, references
from aurora_celery.expressions.render import render
from aurora_celery.expressions.selection import SECRETS, Selection
from aurora_celery.expressions.template import escape, whole

__all__ = ["CODES", "SECRETS", "References", "Selection", "escape", "references", "render", "whole"]
