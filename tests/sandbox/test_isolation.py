"""What a submission can reach. Every attack has a control in which it succeeds."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import bpcourse
from bpcourse import nn
from bpcourse.exercises import lessons
from bpcourse.grading import draw_cases
from bpcourse.sandbox import Call, Sandbox, SandboxError, Task, worker
from bpcourse.sandbox.child import environment
from bpcourse.sandbox.replies import request
from bpcourse.slicing import handout_for, source_of

from .conftest import GOOD

ASKED = {
    "from bpcourse.nn import linear_backward": "bpcourse.nn.linear_backward",
    "from bpcourse.nn import linear_forward, linear_backward": "bpcourse.nn.linear_backward",
    "import bpcourse.nn as nn\nnn.linear_backward": "bpcourse.nn.linear_backward",
    "import bpcourse.nn\nbpcourse.nn.linear_backward": "bpcourse.nn.linear_backward",
    "from bpcourse import nn\nnn.linear.linear_backward": "bpcourse.nn.linear.linear_backward",
    "from bpcourse.nn.linear import linear_backward": "bpcourse.nn.linear.linear_backward",
    "import bpcourse.nn\ngetattr(bpcourse.nn, 'linear' + '_backward')": "linear_backward",
    "import bpcourse.nn\nhasattr(bpcourse.nn, 'relu_backward')": "bpcourse.nn.relu_backward",
    "import bpcourse.nn\nvars(bpcourse.nn).get('a')\nbpcourse.nn.softmax": "bpcourse.nn.softmax",
    "import bpcourse.nn.activations": "bpcourse.nn.activations",
    "from bpcourse.nn import activations": "bpcourse.nn.activations",
    "import bpcourse.exercises": "bpcourse.exercises",
    "from bpcourse.exercises.lesson_05 import LESSON": "bpcourse.exercises",
    "from bpcourse import check": "bpcourse.check",
    "import importlib\nimportlib.import_module('bpcourse.nn.losses')": "bpcourse.nn.losses",
    "__import__('bpcourse.gradcheck')": "bpcourse.gradcheck",
    "import importlib\nimport bpcourse.nn as nn\nimportlib.reload(nn)": "bpcourse.nn",
    "import sys, bpcourse\ndel sys.modules['bpcourse']\nimport bpcourse": "bpcourse",
    "exec('from bpcourse.nn import linear_backward')": "bpcourse.nn.linear_backward",
}


@pytest.mark.parametrize("statements", ASKED)
def test_a_withheld_name_is_refused_by_every_spelling(run, statements):
    outcome = run(f"{statements}\n{GOOD}")
    assert outcome.status == "forbidden", outcome
    assert ASKED[statements] in outcome.message
    inside = statements.replace("\n", "\n    ")
    outcome = run(f"def f(x):\n    {inside}\n    return x\n")
    assert (outcome.status, len(outcome.answers)) == ("forbidden", 1)


@pytest.mark.parametrize("statements", ASKED)
def test_control_each_spelling_works_where_bpcourse_is(statements):
    # In another process: some of these replace modules.
    done = run_here(statements.replace("vars(bpcourse.nn).get('a')\n", ""))
    assert done.returncode == 0, done.stderr


def run_here(source, *flags):
    root = str(Path(bpcourse.__file__).parents[1])  # site-packages, or the checkout
    command = [sys.executable, *flags, "-c", source]
    variables = os.environ | {"PYTHONPATH": root}  # which -I passes over
    return subprocess.run(command, env=variables, capture_output=True, text=True, check=False)


def test_what_is_given_can_be_imported_from_both_places(run):
    source = (
        "from bpcourse.nn import linear_forward\n"
        "from bpcourse.nn.linear import linear_forward as same\n"
        "import bpcourse.nn.linear as home, bpcourse\n"
        "assert linear_forward is same is home.linear_forward is bpcourse.nn.linear_forward\n"
    )
    assert run(source + GOOD).status == "answered"
    assert run("from bpcourse.nn import *\nlinear_forward\n" + GOOD).status == "answered"


def test_a_learner_may_ask_and_do_without(run):
    source = "try:\n    from bpcourse import plotting\nexcept ImportError:\n    plotting = None\n"
    assert run(source + GOOD).status == "answered"


WALK = """
import sys, types
names, seen, todo = set(), set(), [m for n, m in sys.modules.items() if n.startswith("bpcourse")]
while todo:
    thing = todo.pop()
    if id(thing) in seen:
        continue
    seen.add(id(thing))
    if isinstance(thing, types.FunctionType):
        names.add(thing.__name__)
        todo += thing.__globals__.values()
        todo += [cell.cell_contents for cell in thing.__closure__ or ()]
        todo += thing.__code__.co_consts
    if isinstance(thing, types.CodeType):
        todo += thing.co_consts
    if isinstance(thing, types.ModuleType) and not thing.__name__.startswith("bpcourse"):
        continue
    if hasattr(type(thing), "__dict__") and not isinstance(thing, type):
        todo += getattr(thing, "__dict__", {}).values()
answer = sorted(names)
"""


def test_no_withheld_function_is_behind_a_given_one(told):
    found = told(WALK)
    assert "'linear_forward'" in found
    assert "'check_array'" in found
    assert "_backward" not in found


def test_control_the_real_modules_lead_to_all_of_them():
    done = run_here("import bpcourse.nn\n" + WALK + "print(answer)")
    assert "'linear_backward'" in done.stdout


def test_no_function_of_the_course_is_anywhere_in_the_process(told):
    found = told(
        "import gc, types\n"
        "answer = [o.__name__ for o in gc.get_objects() if isinstance(o, types.FunctionType)]\n"
        "answer = [name for name in answer if name.endswith('_backward')]"
    )
    assert found == "[]"


def test_bpcourse_is_not_on_the_path(told):
    answer = told(
        "import sys\n"
        "from importlib.machinery import PathFinder\n"
        "answer = [n for n in ('bpcourse', 'pip', 'numpy') if PathFinder.find_spec(n)]"
    )
    assert answer == "['numpy']"


def test_control_without_S_and_I_it_is():
    source = "from importlib.machinery import PathFinder\nassert PathFinder.find_spec('numpy')"
    assert run_here(source).returncode == 0
    found = run_here(source.replace("numpy", "bpcourse"))
    assert found.returncode == 0
    only_isolated = run_here(source.replace("numpy", "pytest"), "-I")
    assert only_isolated.returncode == 0  # -I alone keeps site-packages
    assert run_here(source.replace("numpy", "pytest"), "-I", "-S").returncode != 0


def test_the_path_is_the_standard_library_and_numpy(told):
    *library, last = eval(told("import sys\nanswer = sys.path"))
    standard = Path(os.__file__).parent
    assert standard in map(Path, library)
    for entry in library:
        assert Path(entry).name.startswith("python") or standard in Path(entry).parents
        assert "site-packages" not in entry
    holds = eval(told(f"import os\nanswer = sorted(os.listdir({last!r}))"))
    assert set(holds) <= {"numpy", "numpy.libs"}


def test_the_environment_is_one_setting(told, monkeypatch):
    monkeypatch.setenv("BPCOURSE_SECRET", "42")
    assert told("import os\nanswer = dict(os.environ)") == str(environment())
    assert environment().keys() <= {"OPENBLAS_NUM_THREADS", "SYSTEMROOT"}
    control = run_here("import os\nprint(os.environ['BPCOURSE_SECRET'])")
    assert control.stdout == "42\n"


def test_the_folder_is_empty_its_own_and_gone_afterwards(told):
    first, second = (
        told("import os\nopen('a', 'w').close()\nanswer = os.getcwd(), os.listdir()")
        for _ in range(2)
    )
    assert first != second
    for folder, holds in map(eval, (first, second)):
        assert holds == ["a"]
        assert not Path(folder).parent.exists()


def test_folders_in_folders_by_a_thousand_are_removed(run, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    source = "import os\nfor _ in range(2000):\n    os.mkdir('a')\n    os.chdir('a')\n"
    assert run(source + GOOD).status == "answered"
    assert not list(tmp_path.iterdir())


def test_nothing_of_the_worker_is_in_the_way(told):
    names = "'wire', 'runner', 'kit', 'worker', 'numpy'"
    assert told(f"import sys\nanswer = [n for n in ({names}) if n in sys.modules]") == "['numpy']"
    assert told("import sys\nanswer = __name__, sys.argv") == "('__main__', [''])"


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.number)
def test_the_request_holds_no_expected_value_and_no_answer(lesson):
    for exercise in lesson.exercises:
        cases = draw_cases(lesson, exercise, 7)
        calls = tuple(Call(source_of(case.probe.run), case.inputs) for case in cases)
        sent = request(Task(exercise.name, GOOD, (), handout_for(lesson), calls), 1)
        assert any(case.inputs[name].tobytes() in sent for case in cases for name in case.inputs)
        for case, want in zip(cases, cases.want, strict=True):
            if case.probe.reduce:
                continue  # what is expected there is a property, and no secret
            for name, value in want.items():
                known = any(value.tobytes() in given.tobytes() for given in case.inputs.values())
                if value.size > 1 and value.any() and not known:
                    assert value.tobytes() not in sent, (exercise.name, case.probe.name, name)
        for name in set(nn.__all__) - set(lesson.given):
            assert f"def {name}(".encode() not in sent


def test_a_folder_with_a_space_and_an_umlaut(monkeypatch, tmp_path, task):
    folder = tmp_path / "für alle"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    with Sandbox() as sandbox:
        assert list(folder.iterdir())
        assert [o.status for o in sandbox.run([task(GOOD)])] == ["answered"]
    assert not list(folder.iterdir())


def test_links_are_not_needed(monkeypatch, task):
    def refuse(self, target, target_is_directory=False):
        raise OSError("a required privilege is not held by the client")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    with Sandbox() as sandbox:
        assert [o.status for o in sandbox.run([task(GOOD)])] == ["answered"]


def test_the_worker_does_without_limits_where_there_are_none(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)
    worker._limit(1, 1)


def test_no_module_is_needed_that_only_unix_has():
    hidden = ["fcntl", "grp", "posix_ipc", "pty", "pwd", "resource", "syslog", "termios", "tty"]
    source = f"import sys\nsys.modules.update(dict.fromkeys({hidden!r}))\nimport bpcourse.sandbox"
    done = run_here(source)
    assert done.returncode == 0, done.stderr


def test_a_sandbox_that_cannot_start_says_why_and_blames_nobody(monkeypatch, task):
    broken = "raise ImportError('NumPy is for another Python')"
    monkeypatch.setattr("bpcourse.sandbox.sandbox.inspect.getsource", lambda module: broken)
    with Sandbox() as sandbox, pytest.raises(SandboxError, match="for another Python"):
        sandbox.run([task(GOOD)])
