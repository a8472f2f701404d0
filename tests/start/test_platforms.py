"""What can be seen from here of platforms that are not here."""

import subprocess
import sys

CODE = """
import builtins, importlib, pkgutil

UNIX_ONLY = {
    "fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "readline", "curses",
    "posix", "_posixsubprocess", "spwd", "crypt", "nis",
}
import_before = builtins.__import__

def import_here(name, globals=None, *rest):
    ours = (globals or {}).get("__name__", "").startswith("bpcourse")
    if ours and name.split(".")[0] in UNIX_ONLY:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    return import_before(name, globals, *rest)

builtins.__import__ = import_here
import bpcourse

for module in pkgutil.walk_packages(bpcourse.__path__, "bpcourse."):
    importlib.import_module(module.name)
    print(module.name)
"""


def test_every_module_can_be_imported_where_unix_only_modules_are_missing():
    told = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    imported = told.stdout.split()
    assert {"bpcourse.cli", "bpcourse.learner.lab", "bpcourse.nn.linear"} <= set(imported)
