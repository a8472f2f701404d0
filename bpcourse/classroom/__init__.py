"""A class: a folder of submissions in; verdicts, a table of grades and feedback pages out."""

from .export import CannotGrade
from .pipeline import grade_folder
from .report import GradeReport, Row
from .screen import grade_on_screen

__all__ = ["CannotGrade", "GradeReport", "Row", "grade_folder", "grade_on_screen"]
