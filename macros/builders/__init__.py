"""Adapts the macros to the builder that runs, and runs builders."""
