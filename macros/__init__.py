"""The entry point for builders: lets our engine render the macros, and nothing else happens here."""

from typing import Any


def define_env(env: Any) -> None:
    """Called by mkdocs-macros for each build, and by Zensical for each page that it would render itself."""
    from macros.builders.mkdocs_macros import take_over

    take_over(env)
