"""``python -m tests.services`` serves."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from .client import CLIENT

ROOT = Path(__file__).parent.parent.parent


def test_both_doubles_serve_until_they_are_stopped(tmp_path: Path) -> None:
    log = tmp_path / "calls.jsonl"
    ports = ["--baidu-port", "0", "--ctyun-port", "0"]
    command = [sys.executable, "-m", "tests.services", *ports, "--log", str(log)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as running:
        assert running.stdout
        try:
            said = [running.stdout.readline() for _ in ("Baidu", "CTyun")]
            addresses = [re.findall(r"http://127\.0\.0\.1:\d+", line)[0] for line in said]
            keys = {"client_id": "test-api-key", "client_secret": "test-secret-key"}
            asked = {"grant_type": "client_credentials", **keys}
            assert "access_token" in CLIENT.get(f"{addresses[0]}/oauth/2.0/token", params=asked).json()
            assert CLIENT.post(f"{addresses[1]}/v1/nothing").json()["statusCode"] == 40002
        finally:
            running.terminate()
    assert [json.loads(line)["code"] for line in log.read_text("utf-8").splitlines()] == [0, 40002]
