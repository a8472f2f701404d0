"""No line of a solution stands where a learner reads it before the last hint; no false alarm."""

import pytest


def code(text):
    return f'# %% key="new"\n{text}'


def prose(text):
    return '# %% [markdown] key="new"\n' + "\n".join(f"# {line}" for line in text.splitlines())


@pytest.mark.parametrize(
    "cell",
    [
        prose("Write dout * out * (1 - out) and you are done."),
        prose("Write `dx = dout*out*(1-out)` and you are done."),
        prose("Write `dout` * `out` * (1 - `out`)."),
        prose("It is dout * out *\n(1 - out), broken over two lines."),
        prose("The same in brackets: `(dout * out) * ((1 - out))`."),
        prose("Another order: `(1 - out) * out * dout`."),
        prose("Other names: `g * s * (1 - s)`."),
        prose("```python\nx, w = cache\ndw = x.T @ dout\n```"),
        prose("- dw = x.T @ dout"),
        prose("dw = np.matmul(x.T, dout)"),
        prose("> `db = np.sum(dout, 0)`"),
        prose("`dx = np.dot(dout, w.transpose())`"),
        code("dz = dout * out * (1 - out)"),
        code("dz = g * s * (1 - s)"),
        code("def step(g, s):\n    return s * (1 - s) * g"),
        code("x = 1  # and so dout * out * (1 - out)"),
        code("# dw = np.dot(x.T, dout)"),
        code('print("dw = x.T @ dout")'),
        code('"""Here `dw = (x.T) @ (dout)` is meant."""'),
        code("total = 3 + dout.sum(axis=0)"),
        code("total = np.sum(dout, axis=0)"),
    ],
)
def test_a_line_of_a_solution_is_found(small, cell):
    small.add(cell)
    small.lay()
    problems = small.check()
    assert [p.cell for p in problems] == ["new"] * len(problems)
    assert problems
    assert "gives away a line of" in problems[0].message


@pytest.mark.parametrize(
    "cell",
    [
        prose("`return dx, dw, db` and `x, w = cache` tell nothing."),
        prose("The gradient of the loss, `dout`, has the shape of `out`; w.T has (M, D)."),
        prose("$$dx_{nd} = \\sum_m dout_{nm} w_{dm}$$"),
        prose("What is `dout @ w`? And `x @ w.T`? And `dout.T @ x`?"),
        prose("What is `1 - out`? And `dout * out`?"),
        prose("Not `dout * out * (1 + out)`, nor `dout * out * (1 - dout)`."),
        prose("Not `mydout @ w.T`, and not `dout @ w.T2`."),
        code("out = x @ w + b"),
        code("rows = x.sum(axis=0)"),
        code("x, w = cache\ndx, dw, db = linear_backward(dout, (x, w))"),
        code("p = np.zeros_like(x)"),
    ],
)
def test_what_is_anybody_s_is_free(small, cell):
    small.add(cell)
    small.lay()
    assert small.check() == []


@pytest.mark.parametrize("where", ["hint", "misconception", "probe", "question", "option", "why"])
def test_hints_quizzes_and_words_are_read(laid, speaking, where):
    (problem,) = laid.check(speaking(where, "so dw = x.T @ dout follows"))
    assert "gives away a line of linear_backward: x.T @ dout" in problem.message
    assert ("quiz q" if where in {"question", "option", "why"} else "sigmoid") in problem.message
    assert laid.check(speaking(where, "so dw is x.T and dout, multiplied")) == []


def test_stored_outputs_are_read(small):
    output = {"output_type": "stream", "name": "stdout", "text": "try dout @ w.T\n"}
    small.lay({"numbers": [output]})
    (problem,) = small.check()
    assert (problem.cell, "its output" in problem.message) == ("numbers", True)


def test_a_passed_check_may_show_what_the_learner_has_written(small):
    output = {"output_type": "stream", "name": "stdout", "text": "ours: dx = dout @ w.T\n"}
    small.lay({"check-linear": [output]})
    assert small.check() == []
    small.lay({"check-sigmoid": [output]})
    assert [p.cell for p in small.check()] == ["check-sigmoid"]


@pytest.mark.parametrize(
    ("room", "seen"),
    [("nn/linear.py", True), ("plotting.py", True), ("exercises/lesson_05.py", False)],
)
def test_strings_of_what_a_lesson_imports_are_read(laid, room, seen):
    path = laid.root / "bpcourse" / room
    path.parent.mkdir(exist_ok=True)
    path.write_text('def f():\n    """Returns ``dout @ w.T``."""\n    return dout @ w.T\n')
    problems = laid.check()
    assert [f"bpcourse/{room}, line 2" in p.message for p in problems] == [True] * seen


def test_an_assignment_into_an_array_is_a_line(small):
    small.replace("    dx = dout @ w.T\n", "    dx = dout @ w.T\n    dx[w[:, 0] < 0, 1] -= 1\n")
    for new, problems in {
        "dx[w[:, 0] < 0, 1] -= 1": 1,
        "p[q[:, 0] < 0, 1] = p[0 > q[:, 0], 1] - 1": 1,
        "dx[w[:, 0] < 0, 1] += 1": 0,
    }.items():
        small.add(code(new))
        small.lay()
        assert len(small.check()) == problems, new
        small.path.write_text(small.path.read_text().replace(f"\n{code(new)}\n", ""))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("`dx = softmax(x)`", True),
        ("So dx / N it is.", True),
        ("`p = softmax(x)`", False),
        ("`N = len(x)`", False),
        ("So x / N it is.", False),
    ],
)
def test_a_gradient_s_own_lines_tell_earlier(small, text, found):
    new = "    N = len(x)\n    dx = softmax(x)\n    return dx / N, dw, db\n"
    small.replace("    return dx, dw, db\n", new)
    small.add(prose(text))
    small.lay()
    assert [problem.cell for problem in small.check()] == ["new"] * found


@pytest.mark.parametrize(
    "line",
    [
        "returns dx = dout * out * (1 - out)",
        "returns dx, dout times ``out * (1 - out)``",
        "returns dout times (1 - out), times out",
        "returns `out - out**2` of it",
        "dx[n, d] = the product of the three",
        "dx = (1 - s) times what you think",
        "dx = 2 * what you think",
        "multiply by `dout ** 2`",
        "multiply by `1 - s` where s is `out`: `dout * s`",
    ],
)
def test_a_stub_s_docstring_holds_no_formula(small, line):
    small.replace("    returns dx, the shape of out\n", f"    {line}\n")
    small.lay()
    problems = [p for p in small.check() if "the docstring of sigmoid_backward" in p.message]
    assert [p.cell for p in problems] == ["sigmoid-backward"]


@pytest.mark.parametrize(
    "line",
    [
        "returns dx, of shape (N, D), in the units of dout",
        "returns ``(dx, dw)``, as `linear_forward` returned ``(x, w)``",
        "out : ndarray of shape (N, C), labels in 0..C-1",
        "Gradient of `mse_loss` with respect to its argument.",
        "Expected length: 1 line. At out = 0, with ``keepdims=True``, anything goes.",
    ],
)
def test_a_stub_s_docstring_says_what_and_shapes(small, line):
    small.replace("    returns dx, the shape of out\n", f"    {line}\n")
    small.lay()
    assert small.check() == []
