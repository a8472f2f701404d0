"""The form of a lesson's source: keys, headers, markers."""

import pytest

from bpcourse.authoring import AuthoringError, checkout
from bpcourse.authoring.source import sources


@pytest.mark.parametrize(
    ("old", "new", "cell", "says"),
    [
        ('# %% key="numbers"', "# %%", "number 9 (it begins with 'print", "has no key"),
        ('key="numbers"', "key=numbers", "number 9", "means nothing here"),
        ('key="numbers"', 'key="title"', "title", "2 cells have this key"),
        ('key="numbers"', 'key="a b"', "a b", "letters, digits, - and _"),
        ('key="numbers"', f'key="{"n" * 65}"', "nnn", "1 to 64"),
        ('key="numbers"', 'key="numbers" name="x"', "numbers", "means nothing here"),
        ('"instructor"', '"teacher"', "slips", "the only tag there is"),
        ('# %% key="numbers"', '# %% [raw] key="numbers"', "numbers", "raw cell"),
        ("print(", "print((", "numbers", "is not Python, line"),
        ("print(", "%time print(", "numbers", "is not Python, line 1"),
        ("    # END SOLUTION\n\n# %% [mark", "\n# %% [mark", "sigmoid-backward", "never followed"),
        ("    return dx, dw", "    # BEGIN SOLUTION\n    return dx, dw", "linear-back", "inside"),
        ("check(sigmoid_backward)", "# END SOLUTION", "check-sigmoid", "without"),
        ("# # Two", "# # BEGIN SOLUTION\n# Two", "title", "not code"),
        ("    x, w = cache", "    x, w = cache  # END SOLUTION", "linear-backward", "of its own"),
        ("    x, w = cache", "    #begin solution", "linear-backward", "is written"),
        ("    x, w = cache", "    # BEGIN_SOLUTION", "linear-backward", "is written"),
    ],
)
def test_a_fault_is_named_with_its_cell(small, old, new, cell, says):
    small.replace(old, new)
    problem = small.check()[0]
    assert problem.lesson == "05_small"
    assert problem.cell.startswith(cell)
    assert says in problem.message
    assert str(problem).startswith(f"05_small, cell {cell}")


def test_the_source_as_it_is_has_no_fault(small):
    assert small.source.problems == ()
    assert [cell.key for cell in small.source.cells][:3] == ["title", "slips", "imports"]


def test_a_comment_is_not_taken_for_a_command(small):
    small.replace("print(", "# ls\n# Why?\n# %time\nprint(")
    assert small.source.problems == ()
    assert small.source.cells[-1].source.startswith("# ls\n# Why?\n# %time\nprint(")


def test_the_learner_gets_stubs_and_no_notes(small):
    cells = {cell.key: cell.source for cell in small.source.for_learners()}
    assert "slips" not in cells
    assert cells["sigmoid-backward"].endswith(
        'the shape of out\n    """\n    raise NotImplementedError'
    )
    assert not any("SOLUTION" in source or "1 - out" in source for source in cells.values())


def test_a_lesson_is_found_by_number_or_name(small):
    for name in ("05", "5", "05_small", "solutions/05_small.py"):
        assert [source.stem for source in sources(small.root, [name])] == ["05_small"]
    with pytest.raises(AuthoringError, match=r"no lesson '06'; there are: 05_small"):
        sources(small.root, ["05", "06"])


def test_the_checkout_is_found_from_inside(small):
    assert checkout(small.root / "solutions") == small.root


def test_outside_of_a_checkout_one_sentence(tmp_path):
    with pytest.raises(AuthoringError, match="not in a checkout") as caught:
        checkout(tmp_path)
    assert "\n" not in str(caught.value)
