"""A running ``bpcourse start``, for tests that need the real thing."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request

import psutil

MINUTE = 60.0


class Course:
    """A running ``bpcourse start``."""

    def __init__(self, folder, **variables):
        self.folder = folder
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", **variables}
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bpcourse", "start", str(folder)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C here ends" in line:
                break
        found = re.search(r"(http://127\.0\.0\.1:\d+)/lab/tree/(\S+)\?token=(\w+)", self.said)
        assert found, self.said
        self.address, self.notebook, self.token = found.groups()

    def ask(self, path, **data):
        request = urllib.request.Request(
            f"{self.address}/api/{path}",
            data=json.dumps(data).encode() if data else None,
            headers={"Authorization": f"token {self.token}"},
        )
        with urllib.request.urlopen(request, timeout=MINUTE) as reply:
            return json.load(reply)

    def kernels(self):
        """The command lines of the kernels that run."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        return [one.cmdline() for one in family if "ipykernel_launcher" in one.cmdline()]

    def end(self, number=signal.SIGINT):
        family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=MINUTE)
        assert not psutil.wait_procs(family, timeout=MINUTE)[1], "something is still running"
        self.said += rest
        return self.process.returncode

    def give_up(self):
        """End it, however the test went."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(MINUTE)
