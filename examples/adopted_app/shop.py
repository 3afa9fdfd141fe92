"""A plain Celery app, as many exist. It has never heard of Aurora."""

from __future__ import annotations

import os

from celery import Celery

app = Celery("shop", broker=os.environ.get("SHOP_BROKER", "redis://127.0.0.1:6379/0"))
app.conf.task_default_queue = "shop"
app.conf.broker_connection_retry_on_startup = True


@app.task
def orders(day: str) -> list[dict[str, object]]:
    """The orders of a day."""
    return [{"id": f"{day}/{n}", "amount": 10.0 * n, "currency": "EUR" if n % 2 else "USD"} for n in range(1, 7)]


@app.task
def rates(base: str) -> dict[str, float]:
    """What one unit of each currency is worth in the base currency."""
    return {"EUR": 1.0, "USD": 0.9} if base == "EUR" else {"EUR": 1.1, "USD": 1.0}


@app.task(bind=True, autoretry_for=(ConnectionError,), max_retries=3)
def count(self: object, orders: list[dict[str, object]]) -> int:  # noqa: ARG001 - as bound tasks are written
    """How many orders there are."""
    return len(orders)


@app.task
def revenue(orders: list[dict[str, float]], rates: dict[str, float]) -> float:
    """All orders in one currency."""
    return round(sum(order["amount"] * rates[str(order["currency"])] for order in orders), 2)


@app.task
def summary(day: str, count: int, revenue: float) -> str:
    """One line for the board."""
    return f"{day}: {count} orders, {revenue:.2f} in all"
