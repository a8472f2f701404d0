"""A mutant: the reference with one thing changed."""

import ast
import functools
import types
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Mutant:
    """The reference with one thing changed, as a slip of the pen would change it.

    Attributes
    ----------
    kind : str
        What sort of slip: "drop-transpose".
    key : str
        Unique within the exercise: the kind, the place in the bare source, and what stands there.
    words : str
        What a tutor would say to whoever wrote this.
    change : str
        The change itself, "x.T -> x". For the audit only: it gives the answer away.
    source : str
        The changed function.
    reference : callable
        What it was made of: a function, or a class of which `source` is a method.
    name : str
        The name that the mutant takes in the reference's module.
    function : str
        The name of the function or method that is changed.
    where : str
        The step in which it is, in words.
    idea : str
        What a tutor would say who does not know the place: many mutants share it.
    """

    kind: str
    key: str
    words: str
    change: str
    source: str
    reference: Callable
    name: str
    function: str
    where: str = ""
    idea: str = ""

    def build(self) -> Callable:
        """The mutant as something to call: compiled once, in the reference's own namespace."""
        return self._built

    @functools.cached_property
    def _built(self):
        if isinstance(self.reference, type):
            return _changed_class(self)
        return _compiled(self.source, namespace_of(self.reference), self.name)


def _compiled(source, namespace, name):
    """Define one function in a namespace; the others there that call it by name call this one."""
    code = compile(source, f"<mutant of {namespace['__name__']}>", "exec", dont_inherit=True)
    exec(code, namespace)
    return namespace[name]


def namespace_of(reference: Callable) -> dict:
    """A copy of a module's namespace whose own functions look names up in the copy."""
    module = vars(__import__(reference.__module__, fromlist=["_"]))
    namespace = dict(module)
    for name, thing in module.items():
        if isinstance(thing, types.FunctionType) and thing.__globals__ is module:
            namespace[name] = _moved(thing, namespace)
    return namespace


def _moved(function, namespace):
    moved = types.FunctionType(
        function.__code__,
        namespace,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    moved.__kwdefaults__ = function.__kwdefaults__
    return moved


def _changed_class(mutant):
    """The class with one method replaced, under all the names that this method has."""
    namespace = namespace_of(mutant.reference)
    made = _class_code(mutant.reference)
    exec(made, namespace)
    cls = namespace[mutant.reference.__name__]
    method = ast.parse(mutant.source).body[0].name
    old = vars(cls)[method]
    new = _compiled(mutant.source, namespace, method)
    for name, thing in list(vars(cls).items()):
        if thing is old:
            setattr(cls, name, new)
    return cls


@functools.cache
def _class_code(cls):
    from bpcourse.slicing import bare_source

    return compile(bare_source(cls), f"<mutant of {cls.__module__}>", "exec", dont_inherit=True)
