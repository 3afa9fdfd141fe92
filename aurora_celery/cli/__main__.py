"""Run the command line where no script is installed: ``python -m aurora_celery.cli``."""

from __future__ import annotations

from aurora_celery.cli.main import main

if __name__ == "__main__":
    main(prog_name="aurora")
