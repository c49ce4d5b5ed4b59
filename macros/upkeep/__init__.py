"""What the project's own workflows do between visits of its maintainers; each also runs on a maintainer's machine."""
