"""Lesson 00: run a cell, read a verdict, hand in."""

from ..model import Lesson
from .quizzes import QUIZZES
from .square import SQUARE_DERIVATIVE

LESSON = Lesson(
    number="00",
    name="welcome",
    title="Welcome",
    question="How do you find out that a formula you wrote is wrong, before anybody tells you?",
    minutes=15,
    gives=(),
    exercises=(SQUARE_DERIVATIVE,),
    quizzes=QUIZZES,
)
