"""Bare source, and sources that say the same."""

import inspect

import pytest

from bpcourse import nn
from bpcourse.slicing import bare_source, same_code, source_of

NAMES = [name for name in sorted(nn.__all__) if inspect.isfunction(getattr(nn, name))]


@pytest.mark.parametrize("name", NAMES)
def test_bare_source_is_the_function_without_docstring_and_checks(name):
    function = getattr(nn, name)
    bare = bare_source(function)
    assert bare.startswith(f"def {name}(")
    assert '"""' not in bare
    assert "check" not in bare
    assert "\n\n\n" not in bare
    assert same_code(bare, source_of(function))


def test_bare_source_keeps_comments_and_indentation_and_drops_gaps():
    source = '''
    def f(x, y):
        """Words.

        More words.
        """
        # why
        x = check_array(
            "x", x, None
        )

        if y:  # when
            check_labels("y", y)
            x = -x

        return x
    '''
    assert bare_source(source.strip("\n")) == (
        "def f(x, y):\n    # why\n    if y:  # when\n        x = -x\n\n    return x\n"
    )


REFERENCE = """
def f(x, w):
    'Words.'
    x = check_array('x', x, None)
    n, total = len(x), 0
    for i in range(n):
        total += x[i] * w
    return total, [i for i in x]
"""
SAME = {
    "with the checks above": "@checked(x=Array(...), w=Like('x'))" + REFERENCE,
    "without the check and the words": REFERENCE.replace("    'Words.'\n", "").replace(
        "    x = check_array('x', x, None)\n", "    # no check\n"
    ),
    "other names": REFERENCE.replace("total", "s").replace("n,", "N,").replace("(n)", "(N)"),
    "another layout": REFERENCE.replace("x[i] * w", "(x[i] *\n            w)"),
}
DIFFERENT = {
    "another decorator": "@cached(x=Array(...))" + REFERENCE,
    "another operation": REFERENCE.replace("x[i] * w", "x[i] + w"),
    "an argument renamed": REFERENCE.replace("w", "v"),
    "arguments in another order": REFERENCE.replace("(x, w)", "(w, x)"),
    "a name for another": REFERENCE.replace("return total", "return n"),
    "a global renamed": REFERENCE.replace("range", "reversed"),
    "two locals made one": REFERENCE.replace("n,", "i,").replace("(n)", "(i)"),
    "a local that was a global": REFERENCE.replace("len(x), 0", "len(x), zero"),
    "another name": REFERENCE.replace("def f", "def g"),
    "a line more": REFERENCE + "    return None\n",
    "a docstring that is a value": REFERENCE.replace("n, total", "'Words.'\n    n, total"),
}


@pytest.mark.parametrize("source", SAME.values(), ids=SAME)
def test_same_code(source):
    assert source != REFERENCE
    assert same_code(REFERENCE, source)
    assert same_code(source, REFERENCE)


@pytest.mark.parametrize("source", DIFFERENT.values(), ids=DIFFERENT)
def test_different_code(source):
    assert not same_code(REFERENCE, source)
    assert not same_code(source, REFERENCE)


def test_every_reference_differs_from_every_other():
    sources = {name: bare_source(getattr(nn, name)) for name in NAMES}
    same = {(a, b) for a in NAMES for b in NAMES if same_code(sources[a], sources[b])}
    assert same == {(name, name) for name in NAMES}
