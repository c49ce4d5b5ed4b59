"""What the project's own workflows do between visits of its maintainers; each also runs on a maintainer's machine."""


class NotRead(Exception):
    """What a task needs is not there, or is not what our own jobs write."""
