"""Run a stranger's code, and bring back arrays. It knows nothing of what is graded."""

from .model import Call, Limits, Outcome, SandboxError, Task
from .sandbox import Sandbox

__all__ = ["Call", "Limits", "Outcome", "Sandbox", "SandboxError", "Task"]
