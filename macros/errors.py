"""Errors that end a command with one line instead of a traceback."""

from __future__ import annotations

from pathlib import Path


class CommandError(Exception):
    """A request that cannot be met; the message says why and what to do."""


class UnreadablePack(CommandError):
    """A file that is not a course pack or a list of links of this handbook."""


# What to do where a file system refuses; it says what it met and where by itself.
_HELP: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, "Check the spelling; what does not begin with / is looked for in {here}."),
    (IsADirectoryError, "This is a folder: name a file."),
    (NotADirectoryError, "A part of this path is a file: name a folder."),
    (PermissionError, "Ask for the right to read and write there, or name another place."),
)


def refusal(error: OSError, here: Path) -> str:
    """Return where a file system refused, what it met, and what to do; `here` is the folder of the command."""
    met = error.strerror or str(error)
    where = f"'{error.filename}': {met}" if error.filename else met
    help = next((text.format(here=f"'{here}'") for kind, text in _HELP if isinstance(error, kind)), "")
    return f"{where}. {help}".rstrip()
