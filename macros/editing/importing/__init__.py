"""Reads references from the files that databases and reference managers write: RIS, BibTeX, CSL-JSON, PubMed's nbib."""
