"""The child's side: run one submission's exercises, and send arrays.

It runs as a script under ``python -I -S``, from a folder that also holds `wire`, `runner` and
`kit`, and never imports bpcourse. It is in one process with a stranger's code, so nothing that it
sends is trusted, and it knows nothing that is worth stealing.
"""

import contextlib
import importlib
import os
import sys
import time
import types

KEPT = {"OPENBLAS_NUM_THREADS", "SYSTEMROOT"}
FILE = "<submission>"


class Withheld(ImportError):
    """A submission reached for what the handout does not hold."""

    def __init__(self, asked):
        super().__init__(f"{asked} is not given in this lesson")


class Given(types.ModuleType):
    """A module that holds what was handed out, and refuses the rest by name."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        raise Withheld(f"{self.__name__}.{name}")


class Refuse:
    """An import hook: no module of these packages can be found."""

    def __init__(self, packages):
        self.packages = packages

    def find_spec(self, name, path=None, target=None):
        """Refuse, or leave it to the next hook."""
        if name.partition(".")[0] in self.packages:
            raise Withheld(name)


def main():
    """Take over the pipes, import NumPy, say so, and serve until there is nothing more."""
    numpy_folder, memory_bytes, cpu_seconds = sys.argv[1:]
    sys.argv[:] = [""]
    for name in set(os.environ) - KEPT:  # such as LC_CTYPE, which Python itself sets
        del os.environ[name]
    requests, answers = os.fdopen(os.dup(0), "rb", 0), os.fdopen(os.dup(1), "wb", 0)
    sys.path.append(numpy_folder)
    wire, runner, kit = _import_beside("wire", "runner", "kit")
    _limit(int(memory_bytes), int(cpu_seconds))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    _write(answers, wire.frame(bytes(wire.NONCE), wire.pack({"kind": "ready"}, {})))
    while prefix := _read(requests, wire.PREFIX.size):
        nonce, length = wire.PREFIX.unpack(prefix)
        message, arrays = wire.unpack(_read(requests, length))

        def send(message, arrays=None, nonce=nonce):
            _write(answers, wire.frame(nonce, wire.pack(message, arrays or {})))

        serve(message, arrays, runner, kit, send)
    os._exit(0)  # a submission's threads and exit handlers have nothing to add


def serve(task, arrays, runner, kit, send):
    """Run one exercise; if a name is missing, once more with the statements above it."""
    started = time.process_time()
    if not attempt(task, [], arrays, runner, kit, send) and task["fallback"]:
        send({"kind": "again"})
        attempt(task, task["fallback"], arrays, runner, kit, send)
    send({"kind": "done", "cpu_s": time.process_time() - started})


def attempt(task, fallback, arrays, runner, kit, send):
    """Execute the slice and make every call. False if a name was missing."""
    theirs = {}
    try:
        given = hand_out(task["handout"], task["exports"])
        theirs = execute(task["source"], fallback)
        t = types.SimpleNamespace(**given)
        for name in [task["name"], *task["also"]]:
            if name not in theirs:
                raise NameError(f"name {name!r} is not defined after its cell has run")
            setattr(t, name, theirs[name])
    except BaseException as e:  # SystemExit too: whatever a stranger's code raises is an answer
        send({"kind": "error", "error": describe(runner, e)})
        return not isinstance(e, NameError)
    complete, room = True, task["output_bytes"] // 2  # the other half is for all that is not data
    for number, call in enumerate(task["calls"]):
        inputs = {name: arrays[f"{number} {name}"] for name in call["inputs"]}
        try:
            answer = runner.answer(function_of(call["run"], kit), t, inputs, theirs)
        except BaseException as e:  # KeyboardInterrupt, or an error that cannot be printed
            answer = {"outputs": None, "error": describe(runner, e), "changed": [], "printed": ""}
        outputs = answer.pop("outputs")
        size = sum(array.nbytes for array in outputs.values()) if outputs else 0
        if size > room:
            message = f"the arrays it returned hold {size:,} bytes, which is far too much"
            answer["error"], outputs = describe(runner, ValueError(message)), None
        room -= size if outputs else 0
        send({"kind": "answer", **answer}, outputs)
        complete = complete and (answer["error"] or {}).get("type") != "NameError"
    return complete


def hand_out(source, exports):
    """Make the modules that the handout lists. Returns what is given, by name."""
    space = {"__name__": "handout"}
    exec(compile(source, "<handout>", "exec", dont_inherit=True), space)
    packages = {name.partition(".")[0] for name in exports}
    for name in [n for n in sys.modules if n.partition(".")[0] in packages]:
        del sys.modules[name]
    given = {}
    for path, names in exports.items():
        module = _given_module(path)
        module.__all__ = list(names)
        for name in names:
            given[name] = space[name]
            setattr(module, name, space[name])
    sys.meta_path[:] = [hook for hook in sys.meta_path if not isinstance(hook, Refuse)]
    sys.meta_path.insert(0, Refuse(packages))
    return given


def _given_module(path):
    """The module of this name, with the packages above it."""
    if path not in sys.modules:
        module = sys.modules[path] = Given(path)
        module.__path__ = []
        module.__all__ = []
        above, _, name = path.rpartition(".")
        if above:
            setattr(_given_module(above), name, module)
    return sys.modules[path]


def execute(source, fallback):
    """Run a slice in a namespace of its own, as a notebook would: its name is ``__main__``."""
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    space = module.__dict__
    space["display"] = lambda *objects, **options: None  # a notebook has it, too
    for line, text in fallback:
        with contextlib.suppress(BaseException):
            exec(compile("\n" * (line - 1) + text, FILE, "exec", dont_inherit=True), space)
    exec(compile(source, FILE, "exec", dont_inherit=True), space)
    return space


def function_of(text, kit):
    """The function that a text defines, with NumPy and the kit in reach."""
    space = {name: value for name, value in vars(kit).items() if not name.startswith("__")}
    before = set(space)
    exec(compile(text, "<probe>", "exec", dont_inherit=True), space)
    return next(space[name] for name in reversed(space) if name not in {*before, "__builtins__"})


def describe(runner, exception):
    """The record of an exception, with the submission's own namespace looked up."""
    trace = exception.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != FILE:
        trace = trace.tb_next
    theirs = trace.tb_frame.f_globals if trace is not None else {}
    record = runner.describe(exception, theirs)
    if isinstance(exception, SyntaxError) and exception.filename == FILE:
        record["line"] = exception.lineno
    return record


def _import_beside(*names):
    """Import modules from this file's folder, and leave the folder out of reach again."""
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    modules = [importlib.import_module(name) for name in names]
    del sys.path[0]
    for name in names:
        del sys.modules[name]
    return modules


def _limit(memory_bytes, cpu_seconds):
    """Ask the system to limit this process, where it can. The parent's clock works everywhere."""
    try:
        import resource
    except ImportError:
        return
    wanted = {"RLIMIT_AS": memory_bytes, "RLIMIT_CPU": cpu_seconds, "RLIMIT_CORE": 0}
    for name, value in wanted.items():
        with contextlib.suppress(ValueError, OSError):  # lower already, or not on this system
            resource.setrlimit(getattr(resource, name), (value, value))


def _read(stream, size):
    """Exactly `size` bytes, or nothing at the end."""
    parts = []
    while size and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"" if size else b"".join(parts)


def _write(stream, data):
    view = memoryview(data)
    while view:
        view = view[stream.write(view) :]


if __name__ == "__main__":
    main()
