"""The small widgets: a picture made in Python for a few controls."""
