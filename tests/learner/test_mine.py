import functools

import numpy as np
import pytest

from bpcourse import mine, nn
from bpcourse.exercises import find_exercise, lessons
from bpcourse.grading import draw_cases, grade_function
from bpcourse.learner import limit
from bpcourse.learner.tidy import Unfit, tidied
from bpcourse.learner.trouble import Trouble


def linear_backward(dout, cache):
    x, w = cache
    return dout @ w.T, x.T @ dout, dout.sum(axis=1)


def relu_backward(dout, x):
    return np.where(x > 0, dout, 0)


def tanh_backward(dout, out):
    raise NotImplementedError


def test_mine_is_theirs_once_it_passes(capsys):
    assert mine(relu_backward).__wrapped__ is relu_backward
    assert mine(tanh_backward) is nn.tanh_backward
    assert mine(linear_backward) is nn.linear_backward
    assert capsys.readouterr().out.splitlines() == [
        "relu_backward: yours.",
        "tanh_backward: ours, since yours is not written yet.",
        "linear_backward: ours, since yours does not pass its check yet.",
    ]


@pytest.mark.parametrize("name", ["linear_backward", "mse_loss_backward"])
def test_mine_fits_where_ours_does(name):
    """Whatever container it returns, and whatever it does to its arguments."""
    _, exercise = find_exercise(name)
    for variant in exercise.variants:
        variant = functools.wraps(exercise.reference)(functools.partial(variant))
        x, w, dout = np.ones((2, 3)), np.full((3, 4), 2.0), np.ones((2, 4))
        args = (dout, (x, w)) if name == "linear_backward" else (x, np.zeros((2, 3)))
        want = exercise.reference(*args)
        got = mine(variant)(*args)
        for a, b in zip(got, want, strict=True):
            np.testing.assert_allclose(np.squeeze(a), b)
        assert (x == 1).all()
        assert (dout == 1).all()


def said(capsys):
    return capsys.readouterr().out.strip()


RELU = """\
import numpy as np
print("shown to nobody")
FLAT = 0
def relu_backward(dout, x):
    dout[x <= FLAT] = 0
    return dout.tolist()
"""
STUB = "def relu_backward(dout, x):\n    raise NotImplementedError"


def test_out_of_another_notebook(write, capsys):
    write("05_layers_backward.ipynb", RELU, "1 / 0")
    relu = mine("05", "relu_backward")
    assert said(capsys) == "relu_backward: yours, from lesson 05."
    dout, x = np.ones((2, 2)), np.array([[1.0, -1.0], [0.0, 2.0]])
    np.testing.assert_array_equal(relu(dout, x), [[1, 0], [0, 1]])
    assert isinstance(relu(dout, x), np.ndarray)
    assert (dout == 1).all()
    assert mine("5", "relu_backward")(dout, x).shape == (2, 2)


@pytest.mark.parametrize(
    ("sources", "why"),
    [
        (None, "there is no notebook 05_*.ipynb in this folder"),
        ((), "it is not written yet in 05_layers_backward.ipynb"),
        ((STUB,), "it is not written yet in 05_layers_backward.ipynb"),
        (
            ("def relu_backward(dout, x):\n    return (dout",),
            "its cell in 05_layers_backward.ipynb cannot be read as Python (cell 1, line 2: "
            "'(' was never closed: return (dout)",
        ),
        (
            ("def relu_backward(dout, x):\n    return dout",),
            "yours in 05_layers_backward.ipynb does not pass its check yet",
        ),
        (
            ("SCALE = SCAEL = undefined\ndef relu_backward(dout, x):\n    return SCALE * dout",),
            "running its cells of 05_layers_backward.ipynb stopped with NameError: name "
            "'undefined' is not defined",
        ),
        (
            ("raise_it = exit()\ndef relu_backward(dout, x):\n    return raise_it",),
            "running its cells of 05_layers_backward.ipynb stopped with",
        ),
        (
            ("if False:\n    def relu_backward(dout, x):\n        return dout",),
            "relu_backward is not there after its cells of 05_layers_backward.ipynb have run",
        ),
    ],
)
def test_why_it_is_ours(sources, why, write, capsys):
    if sources is not None:
        write("05_layers_backward.ipynb", *sources)
    assert mine("05", "relu_backward") is nn.relu_backward
    assert said(capsys).startswith(f"relu_backward: ours, since {why}")


def test_a_notebook_that_is_half_saved(write, capsys):
    path = write("05_layers_backward.ipynb", RELU)
    path.write_bytes(path.read_bytes()[:200])
    assert mine("05", "relu_backward") is nn.relu_backward
    assert "05_layers_backward.ipynb cannot be read: the file is damaged or cut off" in said(capsys)


def test_cells_that_never_end(write, capsys, monkeypatch):
    monkeypatch.setattr(limit, "SECONDS", 0.2)
    write("05_a.ipynb", "n = sum(1 for _ in iter(int, 1))", "def relu_backward(dout, x): return n")
    assert mine("05", "relu_backward") is nn.relu_backward
    assert said(capsys).endswith("running its cells of 05_a.ipynb was stopped after 0 seconds.")


def test_among_several_the_one_in_which_most_is_written(write, folder, capsys):
    write("05_layers_backward.ipynb", STUB)
    write("05_layers_backward-Copy1.ipynb", RELU)
    (folder / "05_a folder.ipynb").mkdir()
    assert mine("05", "relu_backward") is not nn.relu_backward


def test_a_class_is_returned_as_it_is(toy, write, capsys):
    write(
        "90_toy.ipynb",
        "class Counter:\n    def __init__(self, n): self.n = n\n"
        "    def __add__(self, other): return Counter(self.n + other.n)\n"
        "    def double(self): return Counter(2 * self.n)",
    )
    counter = mine("90", "Counter")
    assert isinstance(counter, type)
    assert counter is not toy.exercises[0].reference
    assert counter(2).double().n == 4
    assert said(capsys) == "Counter: yours, from lesson 90."


FORWARD = "def scale_forward(x, k):\n    return x * k, {'factor': [k]}"
BACKWARD = "def scale_backward(dout, cache):\n    return dout * cache['factor'][0]"


def test_a_pair_with_a_cache_of_its_own(toy, write, capsys):
    write("90_toy.ipynb", FORWARD, BACKWARD)
    forward, backward = mine("90", "scale_forward"), mine("90", "scale_backward")
    out, cache = forward(np.ones(3), np.full(3, 2.0))
    assert cache["factor"][0].tolist() == [2, 2, 2]
    np.testing.assert_array_equal(backward(np.ones(3), cache), [2, 2, 2])
    assert said(capsys).count("yours") == 2


@pytest.mark.parametrize(
    ("sources", "why"),
    [
        ((FORWARD,), "it goes with scale_backward, not written yet in 90_toy.ipynb"),
        (
            (FORWARD, "def scale_backward(dout, cache):\n    return dout"),
            "your scale_backward does not pass its check yet, and scale_forward goes with it",
        ),
    ],
)
def test_one_half_of_a_pair_is_not_taken(toy, write, capsys, sources, why):
    write("90_toy.ipynb", *sources)
    assert mine("90", "scale_forward") is toy.exercises[1].reference
    assert said(capsys) == f"scale_forward: ours, since {why}."


@pytest.mark.parametrize(
    ("lesson", "name", "words"),
    [
        ("77", "relu_backward", "There is no lesson '77'; there are: 0"),
        ("04", "relu_backward", r'exercise of lesson 05: mine\("05", "relu_backward"\)'),
        ("05", "relu_backwards", "Did you mean relu_backward"),
        ("05", "zzz", "zzz is not an exercise. Those of lesson 05 are linear_backward"),
    ],
)
def test_what_does_not_exist(lesson, name, words):
    with pytest.raises(Trouble, match=words):
        mine(lesson, name)


def test_a_name_alone_is_asked_for_without_quotes():
    with pytest.raises(Trouble, match=r"without quotes: mine\(relu_backward\)"):
        mine("relu_backward")


def test_their_lines_are_shown_in_a_traceback(write, capsys):
    write(
        "05_x.ipynb",
        "def relu_backward(dout, x):\n    if x.size > 50: raise ValueError('too big')\n"
        "    return dout * (x > 0)",
    )
    relu = mine("05", "relu_backward")
    with pytest.raises(ValueError, match="too big") as raised:
        relu(np.ones(60), np.ones(60))
    assert "raise ValueError('too big')" in str(raised.traceback[-1].statement)


EVERY = [
    (lesson, exercise)
    for lesson in lessons()
    for exercise in lesson.exercises
    if not exercise.parts
]


def plainly(value):
    """A value in which arrays are lists, so that two of them can be compared."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, (tuple, list)):
        return [plainly(item) for item in value]
    if isinstance(value, dict):
        return {key: plainly(item) for key, item in value.items()}
    return value


@pytest.mark.parametrize(("lesson", "exercise"), EVERY, ids=lambda x: getattr(x, "name", ""))
def test_every_reference_is_the_same_behind_mine(lesson, exercise, capsys):
    """What the wrapper does to arguments and results does not change what a probe sees."""

    @functools.wraps(exercise.reference)
    def theirs(*args, **kwargs):
        return exercise.reference(*args, **kwargs)

    taken = mine(theirs)
    assert taken is not exercise.reference, said(capsys)
    cases = draw_cases(lesson, exercise, 3)
    got, want = cases.run(taken), cases.run(exercise.reference)
    for one, other in zip(got, want, strict=True):
        assert repr(plainly(one["outputs"])) == repr(plainly(other["outputs"]))  # nan is nan


@pytest.mark.parametrize(("lesson", "exercise"), EVERY, ids=lambda x: getattr(x, "name", ""))
def test_correct_code_of_any_kind_fits_or_is_not_taken(lesson, exercise):
    for variant in exercise.variants:
        verdict = grade_function(lesson, exercise, variant)
        try:
            taken = tidied(lesson, exercise, variant, verdict)
        except Unfit as why:
            assert " where other code expects " in str(why)
            continue
        assert grade_function(lesson, exercise, taken).status == "passed", variant.__name__


def test_a_result_that_a_check_reads_and_other_code_does_not(write, capsys):
    write("01_x.ipynb", "def linear_forward(x, w, b):\n    return x @ w + b")
    assert mine("01", "linear_forward") is nn.linear_forward
    assert said(capsys) == (
        "linear_forward: ours, since yours passes, but returns an array where other code expects "
        "a tuple of 2."
    )


def test_a_generator_of_random_numbers_is_not_copied(write):
    write(
        "03_x.ipynb",
        "import numpy as np\ndef directional_check(f, x, grad, rng, h=1e-5):\n"
        "    v = rng.standard_normal(x.shape)\n"
        "    return np.sum(grad * v), (f(x + h * v) - f(x - h * v)) / (2 * h)",
    )
    taken, rng, x = mine("03", "directional_check"), np.random.default_rng(0), np.ones(3)
    first, again = (taken(np.sum, x, x, rng)[0] for _ in range(2))
    assert first != again


NETWORK = """\
import numpy as np
from bpcourse.nn import linear_backward, linear_forward, relu, relu_backward

def network_forward(params, x):
    steps = {}
    for i in range(1, len(params) // 2 + 1):
        if i > 1:
            steps["before relu", i] = x
            x = relu(x)
        x, steps["layer", i] = linear_forward(x, params[f"w{i}"], params[f"b{i}"])
    return x, steps

def network_backward(dlogits, cache):
    grads, L = {}, max(i for _, i in cache)
    for i in range(L, 0, -1):
        dlogits, grads[f"w{i}"], grads[f"b{i}"] = linear_backward(dlogits, cache["layer", i])
        if i > 1:
            dlogits = relu_backward(dlogits, cache["before relu", i])
    return grads
"""


def test_a_network_with_a_cache_of_its_own(write, capsys):
    write("06_whole_network.ipynb", NETWORK)
    forward, backward = mine("06", "network_forward"), mine("06", "network_backward")
    assert said(capsys).count("yours") == 2
    rng = np.random.default_rng(0)
    params = {"w1": rng.normal(size=(3, 4)), "b1": np.zeros(4)}
    params |= {"w2": rng.normal(size=(4, 2)), "b2": np.zeros(2)}
    x, dlogits = rng.normal(size=(5, 3)), rng.normal(size=(5, 2))
    got = backward(dlogits, forward(params, x)[1])
    want = nn.network_backward(dlogits, nn.network_forward(params, x)[1])
    assert got.keys() == want.keys()
    for name in want:
        np.testing.assert_allclose(got[name], want[name])


VALUE = """\
import math

class Value:
    def __init__(self, data, inputs=()):
        self.data, self.grad, self.inputs = float(data), 0.0, inputs
        self.slopes = ()

    def backward(self):
        order, seen = [], set()
        todo = [(self, False)]
        while todo:
            node, done = todo.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                todo.append((node, True))
                todo += [(one, False) for one in node.inputs]
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for one, slope in zip(node.inputs, node.slopes):
                one.grad += slope * node.grad

    def made(self, data, inputs, slopes):
        out = Value(data, inputs)
        out.slopes = slopes
        return out

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self.made(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self.made(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n):
        return self.made(self.data**n, (self,), (n * self.data ** (n - 1),))

    def exp(self):
        return self.made(math.exp(self.data), (self,), (math.exp(self.data),))

    def relu(self):
        return self.made(max(self.data, 0.0), (self,), (float(self.data > 0),))

    def tanh(self):
        return self.made(math.tanh(self.data), (self,), (1 - math.tanh(self.data) ** 2,))

    __radd__, __rmul__ = __add__, __mul__
"""


def test_an_engine_out_of_another_notebook(write, capsys):
    write("04_chain_rule.ipynb", VALUE, 'check(Value, "mul")')
    value = mine("04", "Value")
    assert said(capsys) == "Value: yours, from lesson 04."
    a = value(2.0)
    y = a * a + 3 * a
    y.backward()
    assert a.grad == 7.0
