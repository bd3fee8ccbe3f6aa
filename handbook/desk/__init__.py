"""The editors' desk: the commands of ``python -m handbook``, one a file."""

from handbook.desk.command_line import main

__all__ = ["main"]
