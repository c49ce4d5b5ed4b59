"""The licence of the handbook's text, in the words of each kind of file that states it."""

ID = "CC-BY-4.0"  # SPDX
NAME = "CC BY 4.0"
ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
TEXT = f"Text {NAME}."
WITH_ADDRESS = f"Text {NAME}: {ADDRESS}"
TERMS = f"Text {NAME}: copy, change and teach from it, and say where it came from."
