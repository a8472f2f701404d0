"""Optimizers on the loss of two parameters: a machine in plain Python, without a browser.

A `Landscape` is a loss over a plane; a race takes steps on it, from one starting point, and keeps
every optimizer's path; `words` tells from a path what happened on it.
"""
