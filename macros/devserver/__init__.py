"""Serves the site while people edit it."""
