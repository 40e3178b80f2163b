"""Work that is submitted now and fetched later: tables in the older way, and the universal reading."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from ..clock import Clock
from ..truth import Truth
from .account import Account
from .answers.sheets import task_data
from .answers.universal import documents
from .errors import Refused
from .interfaces import PRESETS
from .request import Asked

_CHINA = timezone(timedelta(hours=8))


@dataclass
class Task:
    """`reason` makes it fail when its time has come."""

    id: str
    asked: Asked
    truth: Truth
    created: float
    reason: str = ""


class Tasks:
    """Tasks of one kind; each is ready `seconds` after it was submitted."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self.seconds = seconds
        self.reason = ""
        self._clock = clock
        self._known: dict[str, Task] = {}
        self._lock = threading.Lock()

    def submit(self, prefix: str, asked: Asked, truth: Truth) -> str:
        with self._lock:
            name = f"{prefix}{len(self._known) + 1:08d}"
            self._known[name] = Task(name, asked, truth, self._clock(), self.reason)
        return name

    def find(self, name: str) -> Task | None:
        with self._lock:
            return self._known.get(name)

    def ready(self, task: Task) -> bool:
        return self._clock() >= task.created + self.seconds


def begin_table(tasks: Tasks, asked: Asked, truth: Truth) -> dict[str, Any]:
    return {"result": [{"request_id": tasks.submit("25043443_", asked, truth)}]}


def fetch_table(tasks: Tasks, asked: Asked) -> dict[str, Any]:
    """A link or a text of JSON, as asked; half done until it is ready."""
    name = asked.values["request_id"]
    task = tasks.find(name)
    if task is None:
        raise Refused(282808, name)
    if task.reason:
        raise Refused(282810)
    if not tasks.ready(task):
        return {"result": {"result_data": "", "percent": 50, "request_id": name, "ret_code": 2, "ret_msg": "进行中"}}
    as_json = asked.value("result_type") == "json"
    data = task_data(task.asked, task.truth) if as_json else f"https://example.invalid/{name}.xls"
    return {"result": {"result_data": data, "percent": 100, "request_id": name, "ret_code": 3, "ret_msg": "已完成"}}


def begin_universal(tasks: Tasks, account: Account, asked: Asked, truth: Truth) -> dict[str, Any]:
    """A preset, a model of one's own, or a project to classify by; the model wins over the project."""
    sign = asked.values.get("templateSign")
    if sign and sign not in PRESETS and sign not in account.universal_templates:
        raise Refused(282004)
    if not sign and asked.values["classifierId"] not in account.classifiers:
        raise Refused(272004)
    name = tasks.submit("task-", asked, truth)
    return {"error_code": 0, "error_msg": "", "task_result": {"task_id": name}}


def fetch_universal(tasks: Tasks, asked: Asked) -> dict[str, Any]:
    task = tasks.find(asked.values["task_id"])
    if task is None:
        raise Refused(283016, explained="task_id不存在")
    state = "Running" if not tasks.ready(task) else "Failed" if task.reason else "Success"
    finished = "" if state == "Running" else _time(task.created + tasks.seconds)
    result = {
        "task_id": task.id, "status": state, "reason": task.reason if state == "Failed" else "",
        "created": _time(task.created), "started": _time(task.created), "finished": finished,
        "duration": int(tasks.seconds),
    }  # fmt: skip
    found = documents(task.asked, task.truth) if state == "Success" else None
    count = {} if found is None else {"words_result_num": len(found)}
    return {"error_code": 0, "error_msg": "", "task_result": result, "words_result": found, **count}


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, _CHINA).strftime("%Y-%m-%d %H:%M:%S")
