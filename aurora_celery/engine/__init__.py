"""What moves runs forward: claims, completions, recovery, and the Celery worker's part in them."""
