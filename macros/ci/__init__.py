"""Does what the project's own workflows need between visits of its maintainers; each command also runs by hand."""
