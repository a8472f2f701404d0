"""No lesson uses what an earlier one has not taught."""

import ast

from bpcourse.authoring.source import Cell

from .page import CODE, Fault, Faults, Page, imported, tree_of

# Rooms whose functions learners write themselves, sooner or later.
WRITTEN = ("nn", "autodiff", "gradcheck")


def taught(page: Page, cell: Cell) -> Faults:
    """Names that are imported or reached belong to earlier lessons, or are given by this one."""
    if cell.kind != "code":
        return
    known = _known(page)
    later = {e.name: lesson.number for lesson in page.later for e in lesson.exercises}
    rooms = {room: f"bpcourse.{room}" for room in WRITTEN}
    for module, name, here in imported(cell):
        room = module.removeprefix("bpcourse.").split(".")[0]
        if module == "bpcourse" and name in rooms:
            rooms[here] = rooms[name]
        elif not name and module.startswith("bpcourse.") and room in WRITTEN:
            yield Fault(cell.key, f"imports all of {module}: say which names")
        elif module.startswith("bpcourse.") and name in later:
            yield Fault(cell.key, f"imports {name}, an exercise of lesson {later[name]}")
        elif module.startswith("bpcourse.") and room in WRITTEN and name not in known:
            yield Fault(cell.key, f"imports {name} from {module}: taught or given nowhere before")
    own = {e.name for e in page.lesson.exercises}
    for node in ast.walk(tree_of(cell)):
        match node:
            case ast.Attribute(value=ast.Name(id=room), attr=name) if room in rooms:
                if name not in known or name in own:
                    yield Fault(cell.key, f"uses {room}.{name}: taught or given nowhere before")


def _known(page: Page) -> set[str]:
    names = {exercise.name for lesson in page.earlier for exercise in lesson.exercises}
    return names | {path.rpartition(".")[2] for path in page.lesson.gives}


def named(page: Page, cell: Cell) -> Faults:
    """No exercise of a later lesson is named in prose, but in what comes next."""
    if cell.kind != "markdown" or cell.instructor or "**Next:**" in cell.source:
        return
    later = {e.name: lesson.number for lesson in page.later for e in lesson.exercises}
    earlier = {e.name for lesson in [*page.earlier, page.lesson] for e in lesson.exercises}
    for _, code in CODE.findall(cell.source):
        name = code.removesuffix("()")
        if "_" in name and name in later and name not in earlier:
            yield Fault(cell.key, f"names {name}, an exercise of lesson {later[name]}")
