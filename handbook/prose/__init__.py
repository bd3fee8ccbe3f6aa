"""Checks on the text of pages: what may not be typed by hand, and the shape of a page. Imports no Sphinx."""
