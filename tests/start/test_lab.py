"""How JupyterLab is called, and what it finds."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bpcourse.learner import lab


@pytest.fixture
def desk(monkeypatch):
    """An ordinary user in front of an ordinary Linux desktop."""
    for name in ("SSH_CONNECTION", "SSH_TTY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(lab.sys, "platform", "linux")
    monkeypatch.setattr(lab, "is_root", lambda: False)


def test_a_browser_is_opened_at_a_desk(desk, tmp_path):
    assert lab.why_no_browser() is None
    assert "--no-browser" not in lab.command_line(tmp_path, "a.ipynb", None)


def test_no_browser_over_ssh(desk, monkeypatch, tmp_path):
    monkeypatch.setenv("SSH_CONNECTION", "1.2.3.4 5 6.7.8.9 22")
    assert lab.why_no_browser() == "over SSH"
    assert "--no-browser" in lab.command_line(tmp_path, "a.ipynb", None)


def test_no_browser_without_a_display(desk, monkeypatch):
    monkeypatch.delenv("DISPLAY")
    assert lab.why_no_browser() == "without a display"
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert lab.why_no_browser() is None


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_macos_and_windows_have_no_display_variable(desk, monkeypatch, platform):
    monkeypatch.delenv("DISPLAY")
    monkeypatch.setattr(lab.sys, "platform", platform)
    assert lab.why_no_browser() is None


def test_always_loopback_and_root_only_where_it_is_root(desk, monkeypatch, tmp_path):
    command = lab.command_line(tmp_path, "a.ipynb", 9999)
    assert command[0] == sys.executable
    assert {"--ip=127.0.0.1", "--port=9999", "--ServerApp.port_retries=0"} < set(command)
    assert "--allow-root" not in command
    monkeypatch.setattr(lab, "is_root", lambda: True)
    assert {"--ip=127.0.0.1", "--allow-root"} < set(lab.command_line(tmp_path, "a.ipynb", None))


def test_what_is_said(desk, monkeypatch, capsys):
    server = {"url": "http://127.0.0.1:8888/", "port": 8888, "token": "t"}
    lab.announce(server, "05_layers_backward.ipynb")
    said = capsys.readouterr().out
    assert "http://127.0.0.1:8888/lab/tree/05_layers_backward.ipynb?token=t" in said
    assert "root" not in said
    assert "ssh" not in said
    monkeypatch.setattr(lab, "is_root", lambda: True)
    monkeypatch.setenv("SSH_TTY", "/dev/pts/0")
    lab.announce(server, "05_layers_backward.ipynb")
    said = capsys.readouterr().out
    assert "You are root" in said
    assert "ssh -N -L 8888:127.0.0.1:8888" in said


@pytest.mark.parametrize("prefer_environment", ["0", "1"])
def test_python3_is_this_python_whatever_else_is_registered(tmp_path, prefer_environment):
    """A user's own "python3" of another installation does not shadow this one's."""
    other = tmp_path / "data" / "kernels" / "python3"
    other.mkdir(parents=True)
    (other / "kernel.json").write_text(
        json.dumps({"argv": ["/no/such/python"], "display_name": "Other", "language": "python"})
    )
    variables = lab.environment(tmp_path, tmp_path)
    variables |= {
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "JUPYTER_PREFER_ENV_PATH": prefer_environment,
    }
    code = (
        "from jupyter_client.manager import KernelManager;"
        "print(KernelManager(kernel_name='python3').format_kernel_cmd()[0])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == sys.executable
    del variables["JUPYTER_PATH"]
    if prefer_environment == "0":  # and this is what would happen without it
        told = subprocess.run(
            [sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True
        )
        assert told.stdout.strip() == "/no/such/python"


def test_news_updates_and_extensions_are_switched_off(tmp_path):
    code = (
        "import json; from jupyterlab_server.config import get_static_page_config as get;"
        "print(json.dumps(get(level='all')['disabledExtensions']))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env=lab.environment(tmp_path, tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    off = json.loads(told.stdout)
    assert off["@jupyterlab/apputils-extension:announcements"] is True
    assert off["@jupyterlab/extensionmanager-extension"] is True


def test_search_paths_of_the_user_are_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", "/theirs")
    first, second = lab.environment(tmp_path, tmp_path)["JUPYTER_PATH"].split(os.pathsep)
    assert Path(first, "kernels", "python3", "kernel.json").is_file()
    assert second == "/theirs"


def test_without_a_writable_home_settings_are_kept_in_the_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HOME", os.devnull)
    variables = lab.environment(tmp_path, tmp_path)
    assert Path(variables["IPYTHONDIR"]).is_relative_to(tmp_path / ".bpcourse" / "home")
    assert Path(variables["IPYTHONDIR"]).is_dir()
    assert "settings are kept in" in capsys.readouterr().out
