"""The management API and the pages of Aurora. Looks into ``aurora_celery`` through its public doors only."""

__all__: list[str] = []
