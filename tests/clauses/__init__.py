"""Whether every ``except`` clause is made to fire by some test: ``make test`` tells at the end of a whole run.

``startup/`` stands on the PYTHONPATH of the run, so that each process of it writes down the clauses that fire there.
"""
