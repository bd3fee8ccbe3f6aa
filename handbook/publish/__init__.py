"""Copies beside the pages, made from the ledger and the pages, and what changed in the ledger. One format a file."""
