"""What Sphinx loads: roles, directives, the domain and the website's transforms."""

from handbook.extension.wiring import setup

__all__ = ["setup"]
