"""The app by itself, for servers that want the name of one: ``gunicorn aurora_web.wsgi:app``."""

import gc

from aurora_web.app import create_app

app = create_app()
# What there is by now stays for as long as the process does. The collector of garbage, for which all requests wait,
# would otherwise look through it again and again, for a tenth of a second each time.
gc.collect()
gc.freeze()
