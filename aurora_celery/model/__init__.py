"""The nouns: frozen values that every other room passes around. No I/O, no Celery."""
