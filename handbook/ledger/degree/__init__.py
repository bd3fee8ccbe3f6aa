"""Degree rules: one table of plain data, a checker that reads it, and the proof of the sample plans.

The browser's checker, ``theme/planner/checker.js``, reads the same table; the tests prove that both find the same.
"""
