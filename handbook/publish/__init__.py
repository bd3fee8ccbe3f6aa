"""Copies for machines and tools, made from the ledger: calendars, JSON, CSV, site map. One format a file."""
