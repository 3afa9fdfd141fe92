"""Write SVG: elements as text, escaped, with numbers kept short."""

from __future__ import annotations

from html import escape

Value = str | int | float


def element(name: str, *content: str, **attributes: Value | None) -> str:
    """One element. ``text_anchor`` is written ``text-anchor``, ``class_`` is ``class``; None is left out."""
    written = "".join(f' {_key(key)}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{written}>{''.join(content)}</{name}>" if content else f"<{name}{written}/>"


def text(words: str, **attributes: Value | None) -> str:
    return element("text", escape(words), **attributes)


def titled(shape: str, words: str) -> str:
    """Shapes that show words when the mouse rests on them."""
    return element("g", element("title", escape(words)), shape)


def document(*content: str, width: float, height: float, style: str, title: str) -> str:
    """A whole picture that scales to the place it is given."""
    return element(
        "svg",
        element("title", escape(title)),
        element("style", style),
        *content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        width=width,
        height=height,
        font_family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif",
        role="img",
    )


def _key(key: str) -> str:
    return key.rstrip("_") if key == "viewBox" else key.rstrip("_").replace("_", "-")


def _value(value: Value) -> str:
    return (
        escape(value)
        if isinstance(value, str)
        else f"{value:.6g}"
        if isinstance(value, int)
        else f"{round(value, 1):g}"
    )
