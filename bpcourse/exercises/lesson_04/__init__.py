"""Lesson 04: the chain rule, by hand and as an engine."""

from ..model import Lesson
from .backward_by_hand import BACKWARD_BY_HAND
from .local_derivatives import LOCAL_DERIVATIVES
from .quizzes import QUIZZES
from .topological_order import TOPOLOGICAL_ORDER
from .value import VALUE

LESSON = Lesson(
    number="04",
    name="chain_rule",
    title="Chain rule",
    question="A network is one formula with a million inputs. Who wants to write its derivative?",
    minutes=90,
    gives=("autodiff.Node",),
    exercises=(LOCAL_DERIVATIVES, BACKWARD_BY_HAND, TOPOLOGICAL_ORDER, VALUE),
    quizzes=QUIZZES,
)
