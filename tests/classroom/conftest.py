"""The class, made and graded once."""

import pytest
from classroom.make import LESSON, as_file, make_class

from bpcourse.authoring.source import read_source
from bpcourse.classroom import grade_folder
from bpcourse.sandbox import Limits

SECONDS = 2.0


@pytest.fixture(scope="session")
def submissions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class") / "submissions"
    make_class(folder)
    return folder


@pytest.fixture(scope="session")
def report(submissions):
    """The class graded, with its results in ``report.out``."""
    out = submissions.parent / "results"
    return grade_folder(submissions, out, limits=Limits(seconds=SECONDS))


@pytest.fixture(scope="session")
def untouched():
    """The file of a notebook that is quickly graded: nothing of it is run."""
    return as_file(read_source(LESSON).for_learners())


@pytest.fixture
def class_of_two(tmp_path, untouched):
    folder = tmp_path / "submissions"
    folder.mkdir()
    for name in ("first", "second"):
        (folder / f"{name}.ipynb").write_bytes(untouched)
    return folder
