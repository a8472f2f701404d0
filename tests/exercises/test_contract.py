"""The contract of an exercise, held over every exercise there is."""

import ast
import copy
import inspect
import types
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from bpcourse.authoring.source import read_source
from bpcourse.exercises import kit, lessons
from bpcourse.grading import grade_function, runner
from bpcourse.slicing import handout_for, same_code, slice_cells, source_of

EXERCISES = [(lesson, exercise) for lesson in lessons() for exercise in lesson.exercises]
SEEDS = range(5)  # `bpcourse audit` takes many more


def by_name(pairs):
    return [pytest.param(*pair, id=pair[1].name) for pair in pairs]


every_exercise = pytest.mark.parametrize(("lesson", "exercise"), by_name(EXERCISES))


@every_exercise
def test_the_reference_passes(lesson, exercise):
    for seed in SEEDS:
        verdict = grade_function(lesson, exercise, exercise.reference, seed)
        assert verdict.status == "passed"
        assert verdict.score == exercise.points
        assert verdict.notes == []


@every_exercise
def test_correct_code_written_another_way_passes(lesson, exercise):
    assert len(exercise.variants) >= 5
    for variant in exercise.variants:
        for seed in SEEDS:
            verdict = grade_function(lesson, exercise, variant, seed)
            assert verdict.status == "passed", (variant.__name__, seed, verdict)


@every_exercise
def test_every_misconception_is_rejected_and_answered_with_its_own_words(lesson, exercise):
    assert exercise.misconceptions
    words = defaultdict(set)
    for misconception in exercise.misconceptions:
        words[misconception.key].add(misconception.words)
        for seed in SEEDS:
            verdict = grade_function(lesson, exercise, misconception.wrong, seed)
            assert verdict.score < exercise.points, (misconception.key, seed)
            assert verdict.diagnoses, (misconception.key, seed)
            for diagnosis in verdict.diagnoses:
                assert diagnosis.key == misconception.key, (seed, diagnosis)
                assert diagnosis.certainty == "recognised"
                assert diagnosis.words in words[misconception.key]


FILLS = {"zeros": 0.0, "ones": 1.0, "nan": np.nan}


def trivially(kind, reference):
    """An answer without thought, of the form that is asked for."""
    if isinstance(reference, type):
        return trivial_class(kind)

    def answer(*args, **kwargs):
        if kind == "None":
            return None
        return like(reference(*args, **kwargs), FILLS.get(kind, args[0]))

    return answer


def beside(companions, function):
    """The function as if it had been written beside its companions."""
    if not companions:
        return function
    space = {**function.__globals__, **companions}
    return types.FunctionType(function.__code__, space, None, None, function.__closure__)


def like(value, fill):
    """The value with its numbers, or whatever it is made of, replaced."""
    if isinstance(value, dict):
        return {key: like(item, fill) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(like(item, fill) for item in value)
    if isinstance(value, types.GeneratorType):
        return [like(item, fill) for item in value]
    if isinstance(value, np.ndarray) and isinstance(fill, float):
        return np.full(value.shape, fill)
    return copy.deepcopy(fill)


def trivial_class(kind):
    """An engine whose numbers are all the same, and which never learns anything."""

    class Value:
        def __init__(self, data, inputs=()):
            self.data = self.grad = FILLS.get(kind, data)
            self.inputs = inputs

        def same(self, *_):
            return None if kind == "None" else self

        __add__ = __radd__ = __mul__ = __rmul__ = __pow__ = exp = relu = tanh = backward = same

    return Value


@every_exercise
@pytest.mark.parametrize("kind", ["None", "zeros", "ones", "nan", "first argument"])
def test_trivial_answers_score_nothing(lesson, exercise, kind):
    companions = {e.name: e.reference for e in lesson.exercises if e.name in exercise.own}
    function = beside(companions, trivially(kind, exercise.reference))
    verdict = grade_function(lesson, exercise, function)
    assert verdict.status in {"failed", "error"}
    assert verdict.score == 0


@every_exercise
def test_what_is_sent_to_the_child_names_no_answer(lesson, exercise):
    """The handout, the kit, the runner and the probes' run: all the text that crosses."""
    handout = handout_for(lesson)
    runs = {source_of(probe.run) for probe in exercise.probes}
    withheld = {exercise.name for exercise in lesson.exercises}
    assert withheld.isdisjoint(name for names in handout.exports.values() for name in names)
    for text in (handout.source, inspect.getsource(kit), inspect.getsource(runner), *runs):
        for node in ast.walk(ast.parse(text)):
            # A probe calls what is under test as t.NAME; the name occurs in no other way.
            if isinstance(node, ast.Name):
                assert node.id not in withheld
            if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.alias)):
                assert node.name not in withheld
            if isinstance(node, ast.Attribute) and node.attr in withheld:
                assert isinstance(node.value, ast.Name)
                assert node.value.id == "t"


@every_exercise
def test_run_uses_only_numpy_and_the_kit(lesson, exercise):
    for probe in exercise.probes:
        names = inspect.getclosurevars(probe.run)
        assert not names.nonlocals
        assert set(names.globals) <= {"np", "unpack", "entries", "as_array", "WrongReturn"}


SOLUTIONS = Path(__file__).parents[2] / "solutions"
WRITTEN = [pair for pair in EXERCISES if (SOLUTIONS / f"{pair[0].stem}.py").exists()]
every_written_exercise = pytest.mark.parametrize(("lesson", "exercise"), by_name(WRITTEN))


def solution_of(lesson, exercise):
    """The source of the function or class in the lesson's file."""
    text = (SOLUTIONS / f"{lesson.stem}.py").read_text(encoding="utf-8")
    found = [
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == exercise.name
    ]
    assert len(found) == 1
    return ast.get_source_segment(text, found[0])


def with_what_it_needs(lesson, exercise):
    """The solution with what it calls: a class has helpers in its cell, and other exercises."""
    source = read_source(SOLUTIONS / f"{lesson.stem}.py")
    codes = [cell.source for cell in source.cells if cell.kind == "code"]
    return slice_cells(codes, exercise.name, sorted(exercise.own)).source


@every_written_exercise
def test_the_solution_in_the_lesson_passes_its_own_check(lesson, exercise):
    namespace = {"__name__": "a notebook"}
    exec(with_what_it_needs(lesson, exercise), namespace)
    assert grade_function(lesson, exercise, namespace[exercise.name]).status == "passed"


@every_written_exercise
def test_the_solution_in_the_lesson_is_the_reference(lesson, exercise):
    """Or it says why not, and the reference's docstring points there."""
    solution = solution_of(lesson, exercise)
    if "# differs: " in solution:
        assert lesson.stem in exercise.reference.__doc__
    else:
        assert same_code(solution, source_of(exercise.reference))


def test_names_and_keys_are_unique():
    names = [exercise.name for _, exercise in EXERCISES]
    assert len(names) == len(set(names))
    quizzes = [quiz.key for lesson in lessons() for quiz in lesson.quizzes]
    assert len(quizzes) == len(set(quizzes))
    for _, exercise in EXERCISES:
        assert len({probe.name for probe in exercise.probes}) == len(exercise.probes)
        assert all(" " not in m.key and m.key == m.key.lower() for m in exercise.misconceptions)


@pytest.mark.parametrize(
    "quiz", [pytest.param(q, id=q.key) for lesson in lessons() for q in lesson.quizzes]
)
def test_a_quiz_has_one_right_option_and_explains_them_all(quiz):
    assert sum(option.right for option in quiz.options) == 1
    assert all(option.why.strip() for option in quiz.options)
