"""Run the command line where no script is installed: ``python -m aurora_celery.cli``."""

from __future__ import annotations

from aurora_celery.cli.main import script

if __name__ == "__main__":
    script()
