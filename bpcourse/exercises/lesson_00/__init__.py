"""Lesson 00: run a cell, read a verdict, hand in."""

from ..model import Lesson
from .square import SQUARE_DERIVATIVE

LESSON = Lesson(number="00", name="welcome", gives=(), exercises=(SQUARE_DERIVATIVE,))
