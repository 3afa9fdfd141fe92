"""The app by itself, for servers that want the name of one: ``gunicorn aurora_web.wsgi:app``."""

from aurora_web.app import create_app

app = create_app()
