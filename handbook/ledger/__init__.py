"""The ledger: every fact once, with its sources. Pure Python; imports neither docutils nor Sphinx."""
