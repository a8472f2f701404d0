"""Two ways of writing one calculation have one normal form; two calculations have two."""

import ast

import pytest

from bpcourse.authoring.expressions import calculates, normal, same, weight


def tree(code):
    (statement,) = ast.parse(code).body
    return normal(statement.value if isinstance(statement, ast.Expr) else statement)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("dout @ w.T", "np.dot(dout, w.transpose())"),
        ("dout @ w.T", "dout.dot(np.transpose(w))"),
        ("dout.sum(axis=0)", "np.sum(dout, 0)"),
        ("x.max(axis=1, keepdims=True)", "np.max(x, keepdims=True, axis=1)"),
        ("dout * (x > 0)", "(0 < x) * dout"),
        ("dout * (x >= 0)", "np.multiply(0 <= x, dout)"),
        ("2 * (a - b) / a.size", "(2 / a.size) * (-b + a)"),
        ("1 - out**2", "1 - out * out"),
        ("1 - out**2", "-np.square(out) + 1"),
        ("a - (b - c)", "a + c - b"),
        ("a / (b / c)", "a * c / b"),
        ("p[i, j] -= 1", "p[i, j] = p[i, j] - 1"),
    ],
)
def test_the_same(a, b):
    assert same(tree(a), tree(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("dout @ w.T", "w.T @ dout"),
        ("dout @ w.T", "dout * w.T"),
        ("dout @ w.T", "dout @ w"),
        ("dout.sum(axis=0)", "dout.sum(axis=1)"),
        ("dout.sum(axis=0)", "dout.mean(axis=0)"),
        ("x > 0", "x < 0"),
        ("x > 0", "x >= 0"),
        ("a - b", "b - a"),
        ("a / b", "b / a"),
        ("1 - out**2", "1 - out**4"),
        ("f(a)", "g(a)"),
        ("f(a, b)", "f(b, a)"),
        ("f(n=a)", "f(m=a)"),
        ("'a'", "a"),
        ("x if y else z", "x if z else y"),
        ("a and b", "a or b"),
    ],
)
def test_not_the_same(a, b):
    assert not same(tree(a), tree(b))


@pytest.mark.parametrize(
    ("a", "b", "renamed"),
    [
        ("dout * out * (1 - out)", "z * b * (1 - b)", True),
        ("dout * out * (1 - out)", "b * z * (1 - b)", True),
        ("dout * out * (1 - out)", "dout * s * (1 - s)", True),
        ("dout * out * (1 - out)", "dout * out * (1 - dout)", False),
        ("dout * out * (1 - out)", "a * b * (1 - c)", False),
        ("a * b * (1 - c)", "dout * out * (1 - out)", False),
        ("p[np.arange(N), y]", "q[np.arange(M), labels]", True),
        ("p[np.arange(N), y]", "q[np.zeros(M), labels]", False),
        ("softmax(x)", "relu(x)", False),
        ("x.size", "x.shape", False),
    ],
)
def test_under_other_names(a, b, renamed):
    assert same(tree(a), tree(b), renamed=True) is renamed
    assert not same(tree(a), tree(b))


@pytest.mark.parametrize(
    ("code", "heavy"),
    [
        ("dout @ w.T", 4),
        ("dout.sum(axis=0)", 4),
        ("np.sum(dout, axis=0)", 4),
        ("len(y)", 3),
        ("softmax(logits)", 3),
        ("np.zeros_like(x)", 3),
        ("dlogits / N", 3),
        ("dx, dw, db", 3),
        ("dout * (x > 0)", 5),
        ("dout * out * (1 - out)", 7),
        ("dlogits[np.arange(N), y] -= 1", 8),
    ],
)
def test_weight(code, heavy):
    (statement,) = ast.parse(code).body
    assert weight(getattr(statement, "value", 0) if heavy < 8 else statement) == heavy


def test_what_only_hands_on_calculates_nothing():
    assert not calculates(ast.parse("x, w = cache"))
    assert not calculates(ast.parse("x.T, w[0]"))
    assert calculates(ast.parse("x.T, -w"))
