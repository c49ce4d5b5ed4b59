"""Errors that end a command with one line instead of a traceback."""


class CommandError(Exception):
    """A request that cannot be met; the message says why and what to do."""


class UnreadablePack(CommandError):
    """A file that is not a course pack or a list of links of this handbook."""
