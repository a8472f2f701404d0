"""JupyterLab in a process of its own, on one folder, with this Python's kernel.

What it must not get wrong is in the folder ``jupyter`` beside this file, which comes first on its
search paths: a kernel "python3" that is the Python JupyterLab runs on, whatever other
installations have registered under that name, and no plugin that asks the network for news,
updates or extensions.
"""

import contextlib
import errno
import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

from .notebooks import OURS

HOST = "127.0.0.1"
PATIENCE = 10.0  # seconds that JupyterLab gets to stop its kernels


class CannotStart(Exception):
    """Why there is nothing to work in, in one sentence that says what to do."""


def require_jupyterlab() -> None:
    """Raise CannotStart if this Python has no JupyterLab."""
    for module in ("jupyterlab", "ipykernel"):
        if importlib.util.find_spec(module) is None:
            raise CannotStart(
                f"{module} is not installed for {sys.executable}; install it with"
                " 'python -m pip install jupyterlab', or only copy the notebooks with --no-launch"
            )


def require_port(port: int | None) -> None:
    """Raise CannotStart if a port was asked for that is not to be had."""
    if port is None:
        return
    with socket.socket() as probe:
        if os.name == "posix":  # as JupyterLab's server does; elsewhere it would share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as e:
            why = "is taken" if e.errno == errno.EADDRINUSE else f"cannot be used ({e.strerror})"
            raise CannotStart(
                f"port {port} {why}; name another with --port, or leave --port out and a free"
                " one is found"
            ) from e


def serve(directory: Path, notebook: str, port: int | None = None) -> None:
    """Run JupyterLab until it is shut down or Ctrl-C is pressed.

    Parameters
    ----------
    directory : Path
        The folder that it shows.
    notebook : str
        The file in it that is opened.
    port : int, optional
        Where it listens; by default the first free port from 8888 on.

    Raises
    ------
    CannotStart
        If it ends by itself with an error.
    """
    log = directory / OURS / "jupyterlab.log"
    with (
        stopping_politely(),
        tempfile.TemporaryDirectory(prefix="bpcourse-") as runtime,
        open(log, "wb", opener=private) as told,
    ):
        process = subprocess.Popen(
            command_line(directory, notebook, port),
            env=environment(directory, Path(runtime)),
            stdout=told,
            stderr=told,
            # With a terminal on its input, JupyterLab would answer Ctrl-C with a question; in the
            # terminal's group of processes it would get Ctrl-C besides the signal sent below.
            stdin=subprocess.DEVNULL,
            start_new_session=os.name == "posix",
        )
        try:
            announce(wait_for_server(process, Path(runtime)), notebook)
            code = process.wait()
        except KeyboardInterrupt:
            print(f"\nStopping JupyterLab. What you saved is in {directory}")
            code = 0
        finally:
            stop(process)
    if code != 0:
        raise CannotStart(f"JupyterLab ended with exit code {code}; what it said is in {log}")


def command_line(directory: Path, notebook: str, port: int | None) -> list[str]:
    """How JupyterLab is called."""
    command = [
        # -P: a file in the current folder that is called like a module is not taken for it.
        *(sys.executable, "-P", "-m", "jupyterlab"),
        f"--ip={HOST}",
        f"--ServerApp.root_dir={directory}",
        f"--LabApp.default_url=/lab/tree/{quote(notebook)}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]
    if port is not None:
        command += [f"--port={port}", "--ServerApp.port_retries=0"]
    if is_root():
        command.append("--allow-root")
    if why_no_browser():
        command.append("--no-browser")
    return command


def environment(directory: Path, runtime: Path) -> dict[str, str]:
    """The environment of JupyterLab and of the kernels that it starts."""
    variables = dict(os.environ, JUPYTER_RUNTIME_DIR=str(runtime))
    # JupyterLab asks npm, where there is one, for its folder; npm would look for updates then.
    variables["npm_config_update_notifier"] = "false"
    ours = str(Path(__file__).resolve().parent / "jupyter")
    for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH"):
        variables[name] = os.pathsep.join(filter(None, [ours, os.environ.get(name)]))
    if not home_is_writable():
        home = directory / OURS / "home"
        for name in (
            *("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"),
            *("IPYTHONDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME"),
        ):
            variables[name] = str(home / name.lower())
            Path(variables[name]).mkdir(parents=True, exist_ok=True)
        print(f"Your home folder cannot be written to: settings are kept in {home}")
    return variables


def home_is_writable() -> bool:
    """Whether JupyterLab can keep its settings where it usually does."""
    try:
        home = Path.home()
    except RuntimeError:
        return False
    return home.is_dir() and os.access(home, os.W_OK)


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def why_no_browser() -> str | None:
    """Why no browser can be opened where the learner sits, or None if one can."""
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return "over SSH"
    if sys.platform not in ("win32", "darwin") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return "without a display"
    return None


def private(path: str, flags: int) -> int:
    """Open a file that nobody else can read: the log tells the address with its token."""
    return os.open(path, flags, 0o600)


def wait_for_server(process: subprocess.Popen, runtime: Path) -> dict | None:
    """What JupyterLab tells about itself once it listens; None if it ended instead."""
    while process.poll() is None:
        for told in runtime.glob("jpserver-*.json"):
            # It writes this file before it listens, and the file may not be whole yet.
            with contextlib.suppress(ValueError, OSError):
                server = json.loads(told.read_text(encoding="utf-8"))
                socket.create_connection((HOST, server["port"]), timeout=1).close()
                return server
        time.sleep(0.05)
    return None


def announce(server: dict | None, notebook: str) -> None:
    """Say where JupyterLab is and how to end it."""
    if server is None:
        return
    address = f"{server['url']}lab/tree/{quote(notebook)}"
    if server["token"]:
        address += "?" + urlencode({"token": server["token"]})
    if is_root():
        print("You are root: JupyterLab is told to allow it, and listens on this machine only.")
    why = why_no_browser()
    if why:
        print(f"Open this address in a browser ({why}, none is opened for you):")
    else:
        print("JupyterLab opens in your browser. If it does not, open this address:")
    print(f"  {address}")
    if why == "over SSH":
        print("On your own machine, make it reachable first, in another terminal:")
        print(f"  ssh -N -L {server['port']}:{HOST}:{server['port']} THIS-MACHINE")
    print("Ctrl-C here ends JupyterLab.", flush=True)


def stop(process: subprocess.Popen) -> None:
    """End JupyterLab and its kernels, and wait for it."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(PATIENCE)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):  # hung, or asked for once more
        process.kill()
        process.wait()


@contextlib.contextmanager
def stopping_politely() -> Iterator[None]:
    """Let a closed terminal and a plain ``kill`` end JupyterLab as Ctrl-C does."""
    before = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # as in nohup
            before[number] = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
