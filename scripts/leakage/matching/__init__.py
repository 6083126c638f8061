"""Labelled data for the matching ladder, and how well the ladder does on it."""
