"""What Aurora costs, measured side by side with stock Celery on the same servers. Run ``python -m bench``."""
