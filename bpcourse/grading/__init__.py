"""Run probes, compare, diagnose, make a verdict. Pure: no printing, no files."""

from .cases import Case, Cases, draw_cases
from .html import as_html
from .judge import error_of, grade_function, judge, unanswered, versions
from .text import as_text
from .verdict import Diagnosis, Error, Output, Own, Verdict

__all__ = [
    "Case",
    "Cases",
    "Diagnosis",
    "Error",
    "Output",
    "Own",
    "Verdict",
    "as_html",
    "as_text",
    "draw_cases",
    "error_of",
    "grade_function",
    "judge",
    "unanswered",
    "versions",
]
