"""What a learner hands to check, and what is said where no exercise can be told from it."""

import functools

import numpy as np
import pytest

from bpcourse import check, nn
from bpcourse.exercises import lessons
from bpcourse.learner.trouble import Trouble


def linear_backward(dout, cache):
    x, w = cache
    return dout @ w.T, x.T @ dout, dout.sum(axis=0)


def tanh_backward(dout, out):
    raise NotImplementedError


def timed(function):
    def wrapper(*args):
        return function(*args)

    return wrapper


def named(name):
    def function():
        return None

    function.__name__ = name
    return function


class relu_backward:
    pass


class Callable:
    def __call__(self):
        return None


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (None, "the name of a function and nothing behind it"),
        (np.zeros(3), "this is a ndarray"),
        ("relu_backward", r"without quotes: check\(relu_backward\)"),
        (named("relu_backwards"), "relu_backwards is not an exercise. Did you mean relu_backward?"),
        (named("cross"), "Did you mean cross_entropy or cross_entropy_backward?"),
        (named("linear_backwrad"), "Did you mean linear_backward"),
        (relu_backward(), "without parentheses"),
        (relu_backward, "relu_backward is asked for as a function, and this is a class"),
        (lambda dout, out: tanh_backward(dout, out), "A lambda has no name.*def tanh_backward"),
        (lambda x: x, "A lambda has no name.*def NAME"),
        (functools.partial(linear_backward, cache=()), "partial around linear_backward"),
        (functools.partial(print), "partial around print"),
        (timed(linear_backward), "wrapper is a function around your linear_backward.*wraps"),
        (Callable(), "This is a Callable. Write a function with `def`"),
        (np.vectorize(lambda x: x), "A lambda|is a vectorize"),
    ],
)
def test_something_else_says_what_to_write(thing, words):
    with pytest.raises(Trouble, match=words) as raised:
        check(thing)
    assert raised.value._render_traceback_() == [str(raised.value)]


def test_a_name_that_is_like_no_other_names_the_lesson_and_no_more(monkeypatch):
    with pytest.raises(Trouble) as raised:
        check(named("zzz"))
    told = str(raised.value)
    assert told.startswith("zzz is not an exercise. Those of lesson 05 are linear_backward, relu_")
    assert len(told) < 250


def test_a_name_in_a_notebook_that_tells_no_lesson():
    with pytest.raises(Trouble) as raised:
        check(len)
    assert str(raised.value) == "len is not an exercise. progress() lists those there are."


def test_a_wrapper_that_says_what_it_wraps_is_taken(records):
    check(functools.wraps(linear_backward)(timed(linear_backward)))
    assert records[0]["status"] == "passed"


def test_a_class_for_a_function_and_the_other_way_round(toy):
    with pytest.raises(Trouble, match=r"Counter is asked for as a class.*class Counter:"):
        check(named("Counter"))
    toy_class = type("scale_forward", (), {})
    with pytest.raises(Trouble, match=r"asked for as a function.*def scale_forward"):
        check(toy_class)


def test_the_courses_own_is_not_the_learners(records):
    check(nn.relu_backward)
    assert records[0]["status"] == "not_started"
    assert "the course's own" in records[0]["notes"][0]


def test_every_exercise_is_known_by_its_reference(records):
    for lesson in lessons():
        for exercise in lesson.exercises:
            check(exercise.reference)
            assert records.pop()["exercise"] == exercise.name
