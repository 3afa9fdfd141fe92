"""A Celery app that was there before Aurora, and what it takes to make its tasks nodes."""
