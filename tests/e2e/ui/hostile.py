"""Texts that want to be more than texts, and graphs and runs that carry them wherever somebody may write."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tests.e2e.ui.shop import Shop

#: What may stand in a name: up to 128 characters, none a control character.
NAMES: Final[Mapping[str, str]] = {
    "script": "<script>alert(1)</script>",
    "handler": "<img src=x onerror=alert(2)>",
    "elsewhere": '<img src="https://evil.example/a.png">',
    "svg": "<svg/onload=alert(3)><foreignObject>",
    "breakout": "\"'></textarea></title></style></script><script>alert(4)</script>",
    "attribute": '" autofocus onfocus=alert(5) style="position:fixed;inset:0" x="',
    "javascript": "javascript:alert(6)//",
    "data": "data:text/html,<script>alert(7)</script>",
    "markdown": "[a](javascript:alert(8)) ![b](https://evil.example/b.png)",
    "template": "{{7*7}} #{7*7} <%=7*7%> {{constructor.constructor('alert(9)')()}}",
    "translation": "$t(name) {{count}} $t(tabs, {{name}})",
    "entities": "&lt;b&gt; &amp;amp; &#60;script&#62;alert(10)&#60;/script&#62;",
    "override": "invoice\u202egpj.exe",
    "isolate": "end\u2069\u202eesrever",
    "invisible": "a\u200bb\u200cc\u200dd\ufeffe",
    "combining": "Z\u0351\u0343\u0343\u0343\u0343\u0343\u0343\u0343\u0343\u0343\u0343\u0343\u0343 algo",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈👍🏽",
    "right to left": "مرحبا بالعالم (abc) 123!",
    "prototype": "__proto__",
    "inherited": "constructor",
    "path": "../../%2e%2e/%00?a=b&c#d\\e",
    "slashes": "/a//b/versions",
    "percent": "100%",
    "long": "W" * 128,
}
#: What only a value can hold.
VALUES: Final[Mapping[str, str]] = {
    **NAMES,
    "controls": "nul\x00bell\x07back\x08del\x7f",
    "terminal": "\x1b[31mred\x1b[0m \x1b]8;;javascript:alert(11)\x07link\x1b]8;;\x07 \x1b[2Jgone",
    "header": "a\r\nSet-Cookie: a=b\r\n\r\n<script>alert(12)</script>",
    "unbroken": "M" * 10_000,
    "separators": "one\u2028two\u2029three\u0085four",
}

HANDLERS: Final = '''
import time
from aurora_celery import aurora
from aurora_celery.engine.context import current_node

@aurora.handler
def say(text: str):
    """<script>alert(20)</script> [a](javascript:alert(21)) Say it in the log, and return it as key and value."""
    print(text)
    return {text: text, "list": [text]}

@aurora.handler
def fail(text: str):
    raise ValueError(text)

@aurora.handler
def tell(text: str):
    current_node().progress(0.5, text)
    while not current_node().cancelled:
        time.sleep(0.1)
'''
#: A label's value has no comma, and stands in a file.
WORKER: Final = "[worker]\nlabels = ['place=<img src=x onerror=alert(22)>']\n"


def build(folder: Path) -> Shop:
    """A stack whose worker has a label and handlers of that kind, and a graph by each of the names."""
    (folder / "aurora.toml").write_text(WORKER)
    shop = Shop(folder, handlers=HANDLERS)
    for name in NAMES.values():
        shop.define(name, {name: {"handler": "market.say", "with": {"text": name}, "description": name}}, **_says(name))
    for graph, handler in (("said", "say"), ("failed", "fail")):
        nodes = {_id(key): {"handler": f"market.{handler}", "with": {"text": text}} for key, text in VALUES.items()}
        shop.define(graph, nodes)
    shop.define("slow", {name: _slow(name) for name in (NAMES["handler"], NAMES["override"])})
    shop.define("queued", {name: {"handler": "aurora.noop", "queue": name} for name in NAMES.values()})
    return shop


def _says(text: str) -> dict[str, Any]:
    return {
        "description": text,
        "labels": {text: text},
        "inputs": {text: {"type": "string", "default": text, "title": text, "description": text}},
    }


def _id(key: str) -> str:
    """The name itself, where it may be one."""
    return NAMES.get(key, key)


def _slow(text: str) -> dict[str, Any]:
    return {"handler": "market.tell", "with": {"text": text}}
