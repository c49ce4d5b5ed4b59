"""The door for builders: hands them the macros, and nothing else happens here."""

from typing import Any


def define_env(env: Any) -> None:
    """Called by mkdocs-macros (or Zensical's own version of it) for each build or page."""
    from macros.builders.adapter import Host

    for name, macro in Host(env).macros().items():
        env.macro(macro, name)
