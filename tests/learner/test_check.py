import json
from importlib import resources

import jsonschema
import numpy as np
import pytest

from bpcourse import check
from bpcourse.learner.trouble import Trouble


def linear_backward(dout, cache):
    x, w = cache
    return dout @ w.T, x.T @ dout, dout.sum(axis=1)


def relu_backward(dout, x):
    return np.where(x > 0, dout, 0)


def tanh_backward(dout, out):
    raise NotImplementedError


def sigmoid_backward(dout, out):
    return dout * undefined_name  # noqa: F821


def test_check_prints_a_verdict(capsys):
    check(linear_backward)
    text = capsys.readouterr().out
    first = " ".join(text.splitlines()[:2])
    assert first.startswith("✗")
    assert "dx and dw are right" in first
    assert "linear_backward · 2 of 3 points" in first
    assert "db is summed over the outputs" in text


def test_check_is_kind_to_what_is_not_started(capsys):
    check(tanh_backward)
    assert capsys.readouterr().out.startswith("○ tanh_backward: not started")


def test_check_shows_their_line(capsys):
    check(sigmoid_backward)
    text = capsys.readouterr().out
    assert "return dout * undefined_name" in text
    assert "NameError" in text
    assert "runner.py" not in text


def test_check_after_a_pass_offers_ours(capsys):
    check(relu_backward)
    text = capsys.readouterr().out
    assert text.startswith("✓ relu_backward: passed · 1 of 1 point")
    assert "hint(relu_backward, 'ours')" in text


class Counter:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return Counter(self.n + other.n)

    def double(self):
        raise NotImplementedError


def test_a_part_of_a_class(toy, records):
    check(Counter, "add")
    (verdict,) = records
    assert (verdict["exercise"], verdict["part"], verdict["status"]) == ("Counter", "add", "passed")
    assert (verdict["score"], verdict["points"]) == (2, 2)
    assert {output["part"] for output in verdict["outputs"]} == {"add"}


def test_a_part_that_is_not_written_yet(toy, records):
    check(Counter, "double")
    assert (records[0]["part"], records[0]["status"]) == ("double", "not_started")


def test_the_first_lines_say_which_part(toy, capsys):
    for part in ("add", "double"):
        check(Counter, part)
        first = capsys.readouterr().out.splitlines()[:2]
        assert any("Counter" in line and part in line for line in first)


def test_all_parts_at_once(toy, records):
    check(Counter)
    (verdict,) = records
    assert verdict["part"] is None
    assert (verdict["status"], verdict["score"], verdict["points"]) == ("failed", 2, 4)


def test_a_part_that_does_not_exist(toy):
    with pytest.raises(Trouble, match="no part 'mul'; its parts are add, double"):
        check(Counter, "mul")
    with pytest.raises(Trouble, match=r"linear_backward has no parts: check\(linear_backward\)"):
        check(linear_backward, "add")


def test_the_record_of_a_part_fits_the_schema(toy, records):
    schema = resources.files("bpcourse.grading").joinpath("verdict.schema.json").read_text()
    for part in (None, "add", "double"):
        check(Counter, part)
        jsonschema.validate(records[-1], json.loads(schema))
