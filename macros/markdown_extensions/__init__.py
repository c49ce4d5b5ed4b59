"""Extends Python-Markdown with what our pages need."""
