"""The macros: what each name in a page's `{{ ... }}` becomes. Each is pure: (library, page, arguments) -> Markdown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from macros.handbook.signatures import SIGNATURES

Macro = Callable[..., str]

MACROS: dict[str, Macro] = {
    name: getattr(import_module(f"macros.render.{one.module or name}"), name) for name, one in SIGNATURES.items()
}

__all__ = ["MACROS", "Macro"]
