"""build --check: the three agree, every exercise has its cells, no name is bound again."""

import json

import pytest


def test_fresh_notebooks_have_no_problem(laid):
    assert laid.check() == []


def edited(path, change):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def cell_of(notebook, key):
    return next(cell for cell in notebook["cells"] if cell["id"] == key)


def retitle(nb):
    cell_of(nb, "title")["source"] = ["# Another"]


def reword(nb):
    cell_of(nb, "title")["source"][-1] += " "


def rename(nb):
    cell_of(nb, "title")["id"] = "titel"


def drop(nb):
    nb["cells"].remove(cell_of(nb, "title"))


def double(nb):
    nb["cells"].append(cell_of(nb, "title"))


def lose_id(nb):
    del cell_of(nb, "title")["id"]


def swap(nb):
    nb["cells"][-1], nb["cells"][-2] = nb["cells"][-2], nb["cells"][-1]


def become_markdown(nb):
    cell = cell_of(nb, "numbers")
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]


def run(nb):
    cell_of(nb, "numbers")["execution_count"] = 3


def collapse(nb):
    cell_of(nb, "numbers")["metadata"] = {"collapsed": True}


def draw(nb):
    data = {"text/plain": ["<Figure>"], "image/png": "aaaa"}
    cell_of(nb, "numbers")["outputs"] = [
        {"output_type": "display_data", "data": data, "metadata": {}}
    ]


@pytest.mark.parametrize("which", ["solution", "learner"])
@pytest.mark.parametrize(
    ("change", "cell", "says"),
    [
        (retitle, "title", "another text"),
        (reword, "title", "another text"),
        (rename, "title", "no cells with this id"),
        (rename, "titel", "the source has not"),
        (drop, "title", "no cells with this id"),
        (double, "title", "2 cells with this id"),
        (lose_id, "number 1", "without id"),
        (swap, "numbers", "in another place"),
        (become_markdown, "numbers", "a markdown cell"),
        (run, "numbers", "has been run"),
        (collapse, "numbers", "other metadata"),
        (draw, "numbers", ""),
    ],
)
def test_a_notebook_changed_by_hand_is_named(laid, which, change, cell, says):
    path = getattr(laid, which)
    edited(path, change)
    problems = [p for p in laid.check() if p.cell == cell]
    assert problems, laid.check()
    assert problems[0].lesson == "05_small"
    assert f"{path.parent.name}/{path.name}" in problems[0].message
    assert says in problems[0].message
    assert "run bpcourse build 05" in problems[0].message


def test_text_outputs_belong_in_the_solution_only(laid):
    output = {"output_type": "stream", "name": "stdout", "text": ["hello\n"]}
    for path in (laid.solution, laid.learner):
        edited(path, lambda nb: cell_of(nb, "numbers").update(outputs=[output]))
    (problem,) = laid.check()
    assert (problem.cell, "notebooks/05_small.ipynb has been run" in problem.message) == (
        "numbers",
        True,
    )


def test_the_file_itself_is_compared(laid):
    laid.replace('"name": "python3"', '"name": "my-kernel"', laid.learner)
    (problem,) = laid.check()
    assert problem.cell is None
    assert "notebooks/05_small.ipynb is not the file" in problem.message


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 3}', '{"cells": [3]}'])
def test_what_is_no_notebook_is_said_to_be_none(laid, content):
    laid.learner.write_text(content, encoding="utf-8")
    (problem,) = laid.check()
    assert "notebooks/05_small.ipynb is not a notebook" in problem.message


def test_a_missing_notebook_is_named(laid):
    laid.learner.unlink()
    assert "there is no notebooks/05_small.ipynb" in str(*laid.check())


def test_a_change_of_the_source_is_named_in_both(laid):
    laid.replace("One thing at a time.", "One thing at once.")
    assert [problem.cell for problem in laid.check()] == ["title", "title"]


def test_notebooks_without_a_source_and_sources_without_a_lesson_are_named(laid):
    (laid.learner.parent / "04_old.ipynb").write_text("{}")
    (laid.path.parent / "06_more.py").write_text('# %% key="a"\nx = 1\n')
    said = "\n".join(map(str, laid.check()))
    assert "_contents" not in said
    assert "04_old: notebooks/04_old.ipynb has no source" in said
    assert "06_more: is no lesson of bpcourse/exercises" in said


@pytest.mark.parametrize(
    ("old", "new", "cell", "says"),
    [
        ("check(sigmoid_backward)", "print(1)", "sigmoid-backward", "does not call check("),
        ("check(sigmoid_backward)", "check(print)", "sigmoid-backward", "does not call check("),
        (
            '# %% key="check-sigmoid"',
            '# %% key="between"\nprint(2)\n\n# %% key="check-sigmoid"',
            "sigmoid-backward",
            "the next code cell does not",
        ),
        (
            '# %% key="check-sigmoid"',
            '# %% key="check-sigmoid" tags=["instructor"]',
            "sigmoid-backward",
            "does not call check(",
        ),
        ("def sigmoid_backward", "def sigmoid_back", None, "no cell asks for sigmoid_backward"),
        ("def sigmoid_backward", "def sigmoid_back", "sigmoid-backward", "is no exercise"),
        (
            '# %% key="linear-backward"',
            '# %% key="linear-backward" tags=["instructor"]',
            None,
            "no cell asks for linear_backward",
        ),
        (
            "    # BEGIN SOLUTION\n    x, w = cache",
            "    x, w = cache\n    # BEGIN SOLUTION",
            "linear-backward",
            "put the whole of its body",
        ),
        (
            "    return dx, dw, db\n    # END SOLUTION",
            "    # END SOLUTION\n    return dx, dw, db",
            "linear-backward",
            "put the whole of its body",
        ),
        (
            "    # BEGIN SOLUTION\n    x, w = cache",
            "    if True:\n        # BEGIN SOLUTION\n        pass\n        # END SOLUTION\n"
            "    # BEGIN SOLUTION\n    x, w = cache",
            "linear-backward",
            "directly below its docstring",
        ),
    ],
)
def test_an_exercise_has_a_stub_and_a_check(small, old, new, cell, says):
    small.replace(old, new)
    small.lay()
    assert any(p.cell == cell and says in p.message for p in small.check()), small.check()


def test_a_stub_has_a_docstring(small):
    text = small.path.read_text()
    start, end = (
        text.index('    """Send a gradient back through a linear'),
        text.index("    x, w ="),
    )
    small.path.write_text(text[:start] + "    # BEGIN SOLUTION\n" + text[end:])
    small.lay()
    (problem,) = small.check()
    assert (problem.cell, problem.message) == (
        "linear-backward",
        "the stub of linear_backward has no docstring",
    )


@pytest.mark.parametrize(
    "line",
    [
        "linear_backward = print",
        "a, (b, *linear_backward) = 1, (2, 3)",
        "linear_backward: int = 3",
        "linear_backward += 1",
        "print(linear_backward := 3)",
        "[linear_backward := n for n in range(3)]",
        "for linear_backward in range(3): pass",
        "if True:\n    linear_backward = 3",
        "with open('x') as linear_backward: pass",
        "try: pass\nexcept OSError as linear_backward: pass",
        "match 3:\n    case linear_backward: pass",
        "match {}:\n    case {**linear_backward}: pass",
        "match []:\n    case [*linear_backward]: pass",
        "import numpy as linear_backward",
        "from numpy import dot as linear_backward",
        "from bpcourse.nn import linear_backward",
        "from bpcourse.nn import *",
        "import linear_backward.sub",
        "def linear_backward(dout, cache): pass",
        "async def linear_backward(dout, cache): pass",
        "class linear_backward: pass",
        "del linear_backward",
        "def f():\n    global linear_backward\n    linear_backward = 3",
        "def f(x=(linear_backward := 3)): pass",
    ],
)
def test_an_exercise_s_name_is_bound_once(small, line):
    small.add(f'# %% key="rebinds"\n{line}')
    small.lay()
    (problem,) = small.check()
    assert problem.cell == "rebinds"
    assert problem.message.startswith("line ")


@pytest.mark.parametrize(
    "line",
    [
        "backward = linear_backward",
        "def f(linear_backward): return linear_backward",
        "def f():\n    linear_backward = 3\n    return linear_backward",
        "[linear_backward for linear_backward in range(3)]",
        "lambda linear_backward: linear_backward",
        "np.linear_backward = 3",
        "from bpcourse.nn import linear_backward as ours",
        "print(linear_backward)",
    ],
)
def test_other_uses_of_the_name_are_free(small, line):
    small.add(f'# %% key="uses"\n{line}')
    small.lay()
    assert small.check() == []
