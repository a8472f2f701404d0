"""Measure the grader: what it lets through, what it names, whether it tells the truth."""

from .screen import audit_on_screen, words_on_screen

__all__ = ["audit_on_screen", "words_on_screen"]
