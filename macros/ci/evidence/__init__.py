"""Asks the services that know what has happened to each source, and which new studies there are on each topic.

Nothing here changes anything but its own file, docs/_data/evidence_status.yml, and its own issue.
"""
