"""What is IPython's and not Python's is dropped, and nothing else is."""

import pytest

from bpcourse.slicing import slice_cells
from bpcourse.slicing.magics import without_magics

F = "def f(x):\n    return x"

DROPPED = [
    "%matplotlib inline",
    "%load_ext autoreload\n%autoreload 2",
    "!pip install numpy",
    '!echo "it\'s ( unbalanced"',
    "!cat a \\\n  b \\\n  c",
    "?print",
    "print?",
    "print??",
    "np.linalg.norm?  # what is it",
    "np.*load*?",
    "files = !ls (",
    "a, b = %timeit -o f(1)",
    "if True:\n    %time",
    "    %matplotlib inline".strip() + "   ",
    "# a comment \\\n!ls (",
    "x = '''\n%not a magic\n'''\n!ls '''",
    "%%time",
    "%%time\n%%capture out",
    "\n\n%%capture",
]
KEPT = [
    "x = (7\n% 3)",
    "x = 7 \\\n% 3",
    "s = '''\n%matplotlib\n!ls\n'''",
    's = """a \'b\n? c\n"""',
    "x = [\n    # it's\n    7\n    % 3]",
    "s = 'it\\'s ('\nt = \"(\"",
    "x = 7\nx %= 3",
]


@pytest.mark.parametrize("magic", DROPPED)
def test_a_cell_with_magics_is_read(magic):
    found = slice_cells([f"{magic}\n{F}"], "f")
    assert (found.status, found.notes) == ("found", ())
    assert found.locate(1) == (1, magic.count("\n") + 2, "def f(x):")


@pytest.mark.parametrize("code", KEPT)
def test_code_that_looks_like_magics_is_kept(code):
    assert without_magics(f"!ls\n{code}\n!ls") == f"pass\n{code}\npass"
    found = slice_cells([f"!ls\n{code}\n{F}"], "f")
    assert (found.status, found.notes) == ("found", ())


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%writefile a.py", "%% bash", "%%unknown"])
def test_a_cell_in_another_language_is_dropped(magic):
    found = slice_cells([f"{magic}\n{F}\n((("], "f")
    assert (found.status, found.notes) == ("not_found", ())


def test_lines_keep_their_numbers():
    cell = "!ls \\\n  -l\n\n%time\nx = 1\n"
    assert without_magics(cell).count("\n") == cell.count("\n")
    assert without_magics("%%bash\nls\n").count("\n") == 2
