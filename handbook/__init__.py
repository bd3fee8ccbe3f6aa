"""Turns Markdown pages and a ledger of sourced facts into a website, PDF guides and other copies."""

__version__ = "1.0.0"
