"""How fast the handbook is checked and built, and how heavy its pages are, beside the same text without macros."""
