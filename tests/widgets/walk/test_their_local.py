"""The learner's local_derivatives: right ones raise no alarm, wrong ones are caught and named."""

import pytest

from bpcourse.autodiff import local_derivatives
from bpcourse.exercises.lesson_04.local_derivatives import LOCAL_DERIVATIVES
from bpcourse.widgets.walk import Walk


def f(a, b):
    c = a + b
    d = a * b
    return c**3 * d


def walk_of(theirs, a=1.5, b=2.5):
    walk = Walk.of_function(f, {"a": a, "b": b}, local_derivatives=theirs)
    walk.go(walk.length)
    return walk


RIGHT = [local_derivatives, *LOCAL_DERIVATIVES.variants]


@pytest.mark.parametrize("right", RIGHT, ids=range(len(RIGHT)))
def test_a_right_one_raises_no_alarm(right):
    assert walk_of(right).state["differs"] == []


MISTAKES = LOCAL_DERIVATIVES.misconceptions


@pytest.mark.parametrize("mistake", MISTAKES, ids=[f"{i}-{m.key}" for i, m in enumerate(MISTAKES)])
def test_each_known_mistake_is_caught_and_never_called_another(mistake):
    # Of a power only the base has an edge: the exponent is a plain number.
    asked = ("add", 1.5, 2.5), ("mul", 1.5, 2.5), ("pow", 4.0, 3.0)
    found = walk_of(mistake.wrong).differs
    assert bool(found) == any(
        list(mistake.wrong(*args))[:count] != pytest.approx(local_derivatives(*args)[:count])
        for args, count in zip(asked, (2, 2, 1), strict=True)
    )
    for entry in found:
        named = [m for m in MISTAKES if m.words in entry["words"]]
        assert [m.words for m in named] == [mistake.words] * len(named)
    if found:
        assert any(mistake.words in entry["words"] for entry in found)


def test_the_words():
    def wrong(op, a, b):
        return (a, b) if op == "mul" else local_derivatives(op, a, b)

    first, second = walk_of(wrong).differs[:2]
    assert first["words"].startswith(
        "Your local_derivatives gives dd/da = 1.5; measured is 2.5. Each factor of the product"
    )
    assert (second["yours"], second["measured"]) == (2.5, pytest.approx(1.5))


def test_powers_of_what_is_not_above_0_are_not_asked():
    def wrong_below(op, a, b):
        return local_derivatives(op, a, b)  # raises for such powers

    assert walk_of(wrong_below, a=-1.5, b=-2.5).differs == []


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        (lambda op, a, b: None, "is a return missing?"),
        (lambda op, a, b: 1 / 0, 'Your local_derivatives of "add" stops with ZeroDivisionError'),
        (lambda op, a, b: (a,), 'of "add": it returned 1 of the 2 values (da, db).'),
        (lambda op, a, b: (a, b, 1), "it returned 3 values, where (da, db) was expected."),
        (lambda op, a, b: ([a, b], 1), "it returned arrays, where (da, db) are one number each."),
    ],
)
def test_what_stops_becomes_words(theirs, words):
    assert words in walk_of(theirs).state["differs"][0]["words"]
