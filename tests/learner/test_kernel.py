"""All of it in a real kernel: what is shown, what is stopped, and what is kept."""

import json

import nbformat
import pytest

from bpcourse.authoring.run import run_notebook

VERDICT = "application/vnd.bpcourse.verdict+json"
CELLS = {
    "start": """\
import os, signal, threading, time
import numpy as np
os.environ.pop("BPCOURSE_PROGRESS", None)
from bpcourse import check, hint, mine, progress, quiz, submit
from bpcourse.learner import limit""",
    "passed": """\
def relu_backward(dout, x):
    return dout * (x > 0)
check(relu_backward)""",
    "too long": """\
def tanh_backward(dout, out):
    n = 0
    while n < 10:
        n = 2 * n
    return dout
limit.SECONDS = 0.5
check(tanh_backward)
limit.SECONDS = 60""",
    "interrupted": """\
def interrupt():  # what the square button does
    time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=interrupt).start()
check(tanh_backward)""",
    "after": """\
time.sleep(0.1)
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)""",
    "mine": """\
relu = mine("05", "relu_backward")
print(relu(np.ones(2), np.array([1.0, -1.0])))""",
    "hint": "hint(relu_backward)",
    "quiz": 'quiz("reach-of-a-weight", "c")',
    "progress": "progress()",
    "submit": "submit()",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("Mein Kurs ∂")


@pytest.fixture(scope="module")
def shown(place):
    """What each cell shows, in a kernel that works beside the notebook it was saved as."""
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbformat.write(notebook, place / "05_layers_backward.ipynb")
    ran = run_notebook(notebook, place, timeout=60)
    return {
        name: [dict(output.get("data", {"text/plain": output.get("text")})) for output in outputs]
        for name, outputs in zip(CELLS, (cell.outputs for cell in ran.cells), strict=True)
    }


def text(outputs):
    return "\n".join(output["text/plain"] for output in outputs)


def test_a_verdict(shown):
    (output,) = shown["passed"]
    assert output[VERDICT]["status"] == "passed"
    assert "bpc-verdict" in output["text/html"]


@pytest.mark.parametrize(
    ("cell", "words"), [("too long", "still running"), ("interrupted", "You stopped it after 0.")]
)
def test_what_was_stopped(shown, cell, words):
    (output,) = shown[cell]
    assert output[VERDICT]["status"] == "timeout"
    assert output[VERDICT]["error"]["text"].strip() in {"while n < 10:", "n = 2 * n"}
    assert output[VERDICT]["error"]["line"] in {3, 4}
    assert words in output["text/plain"]


def test_the_kernel_is_as_before(shown):
    assert text(shown["after"]) == "True\n"


def test_mine_from_the_notebook_on_disk(shown):
    assert text(shown["mine"]) == "relu_backward: yours, from lesson 05.\n[1. 0.]\n"


def test_progress_and_its_file(shown, place):
    (output,) = shown["progress"]
    assert "✓ relu_backward" in output["text/plain"]
    assert "bpc-progress" in output["text/html"]
    kept = json.loads((place / ".bpcourse" / "progress.json").read_text())
    assert kept["exercises"]["relu_backward"]["status"] == "passed"
    assert kept["exercises"]["relu_backward"]["hints"] == 1
    assert kept["exercises"]["tanh_backward"]["attempts"] == 2
    assert kept["quizzes"]["reach-of-a-weight"]["right"] is True


def test_submit(shown, place):
    assert "✓ relu_backward            passed its check" in text(shown["submit"])
    assert (place / "bpcourse-submission.zip").exists()
