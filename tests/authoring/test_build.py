"""bpcourse build: executed notebooks that are the same every time."""

import difflib
import io
import json
import os
import sys

import pytest
from rich.console import Console

from bpcourse.authoring import AuthoringError, build

SAYS = """\
# %% key="says"
import sys
import matplotlib.pyplot as plt
from IPython.display import HTML, display

plt.plot([1, 2])
plt.show()
display(HTML("<p>hello</p>"))
print(1 / 4)
"""


def built(small, lessons=()):
    """Build, and return what was written and what was said."""
    said = io.StringIO()
    console = Console(file=said, width=500)
    written = build(small.root, lessons, course=small.course, console=console)
    return [path.name for path in written], said.getvalue()


def test_build_and_build_again_and_add_a_cell(small):
    small.add(SAYS)
    written, said = built(small, ["05"])
    assert written == ["_contents.ipynb", "05_small.ipynb", "05_small.ipynb"]
    assert "wrote notebooks/_contents.ipynb" in said
    assert "05_small: 10 cells in" in said
    assert "wrote solutions/05_small.ipynb and notebooks/05_small.ipynb" in said
    assert small.check() == []

    # What is stored: the text, and nothing of this machine.
    solution, learner = (json.loads(p.read_bytes()) for p in (small.solution, small.learner))
    outputs = {cell["id"]: cell.get("outputs", []) for cell in solution["cells"]}
    assert "".join(outputs["check-linear"][0]["data"]["text/plain"]).count(
        "linear_backward: passed"
    )
    assert [list(o.get("data", {"text": 0})) for o in outputs["says"]] == [
        ["text/plain"],
        ["text/plain"],
        ["text"],
    ]
    assert solution["metadata"] == learner["metadata"]
    assert solution["metadata"]["language_info"] == {"name": "python"}
    for place in (sys.prefix, str(small.root), os.path.expanduser("~") + os.sep):
        assert place not in small.solution.read_text() + small.learner.read_text()
    assert all(cell.get("outputs", []) == [] for cell in learner["cells"])
    assert "instructor" not in small.learner.read_text()
    assert "SOLUTION" not in small.learner.read_text()

    # Building again gives the same bytes, so nothing is written.
    before = [path.read_bytes() for path in (small.solution, small.learner)]
    written, said = built(small)
    assert written == []
    assert "both notebooks are as they were" in said
    assert [path.read_bytes() for path in (small.solution, small.learner)] == before

    # A new cell in the middle adds its lines to both files and changes no other line.
    small.replace('# %% key="numbers"', '# %% key="added"\nprint("new")\n\n# %% key="numbers"')
    written, said = built(small)
    assert written == ["05_small.ipynb", "05_small.ipynb"]
    for old, path in zip(before, (small.solution, small.learner), strict=True):
        new = path.read_text().splitlines()
        lines = list(difflib.ndiff(old.decode().splitlines(), new))
        assert [line for line in lines if line.startswith("-")] == []
        added = "\n".join(line[2:] for line in lines if line.startswith("+"))
        assert '"id": "added"' in added
        assert added.count('"id"') == 1


def test_a_cell_that_fails_is_named_and_nothing_is_written(small):
    small.replace("check(linear_backward)", "y = 1\nx = undefined + y")
    with pytest.raises(AuthoringError) as caught:
        built(small)
    assert str(caught.value) == (
        "05_small, cell check-linear: NameError: name 'undefined' is not defined "
        "(line 2: x = undefined + y)"
    )
    assert not small.solution.exists()
    assert not small.learner.exists()


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import sys\nprint('careful', file=sys.stderr)", "wrote to stderr"),
        ("object()", "an address in memory"),
        ("import sys\nprint(sys.executable)", "a folder of this machine"),
    ],
)
def test_an_output_that_would_be_another_elsewhere_is_refused(small, code, says):
    small.path.write_text(f'# %% key="only"\n{code}\n')
    with pytest.raises(AuthoringError, match=f"05_small, cell only: .*{says}"):
        built(small)
    assert not small.solution.exists()


def test_a_kernel_that_ends_is_named(small):
    small.path.write_text('# %% key="only"\nimport os\nos._exit(3)\n')
    with pytest.raises(AuthoringError, match="05_small, cell only: ended the kernel"):
        built(small)


def test_a_source_with_a_fault_is_not_run(small):
    small.replace('key="numbers"', 'key="title"')
    with pytest.raises(AuthoringError, match="05_small, cell title: 2 cells have this key"):
        built(small)


@pytest.mark.parametrize("module", ["jupytext", "nbclient"])
def test_a_missing_tool_is_one_sentence(small, monkeypatch, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(AuthoringError, match=rf'{module}.*pip install -e "\.\[test\]"'):
        built(small)
