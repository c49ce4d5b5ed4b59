"""Inputs that try to run code, read files or mislead readers, and what becomes of each."""
