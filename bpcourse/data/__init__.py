"""Data for the lessons: it ships with the course, and nothing is downloaded."""

from .digits import load_digits

__all__ = ["load_digits"]
