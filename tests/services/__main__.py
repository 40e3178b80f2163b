"""``python -m tests.services --baidu-port N --ctyun-port M``: serve until Ctrl+C.

Every interface of Baidu answers with its sample of invented values; ``--kind`` tells what is on all pictures instead.
"""

from __future__ import annotations

import argparse
import contextlib
import threading
from pathlib import Path

from tests.specimens import KINDS, render

from . import ctyun
from .baidu import Account, BaiduDouble, Truth, everything
from .ctyun import CtyunDouble


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.services", description="Serve doubles of the clouds.")
    parser.add_argument("--baidu-port", type=int, metavar="N", help="the double of Baidu, at this port of 127.0.0.1")
    parser.add_argument("--ctyun-port", type=int, metavar="N", help="the double of CTyun, likewise")
    parser.add_argument("--kind", choices=KINDS, help="what is on every picture: a specimen of this kind")
    parser.add_argument("--seed", type=int, default=1, help="which specimen of the kind")
    parser.add_argument("--qps", type=float, default=2.0, help="calls a second and interface")
    parser.add_argument("--task-seconds", type=float, default=30.0, help="how long a submitted task takes")
    parser.add_argument("--log", type=Path, help="a file that gets one line of JSON for each call")
    wanted = parser.parse_args()
    truth = Truth.of(render(wanted.kind, wanted.seed)) if wanted.kind else everything()
    with contextlib.ExitStack() as running:
        if wanted.baidu_port is None and wanted.ctyun_port is None:
            parser.error("name a port")
        if wanted.baidu_port is not None:
            running.enter_context(serve_baidu(wanted, truth))
        if wanted.ctyun_port is not None:
            running.enter_context(serve_ctyun(wanted, truth))
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


def serve_baidu(wanted: argparse.Namespace, truth: Truth) -> BaiduDouble:
    account = Account(qps=wanted.qps, qps_of={"iocr_universal_result": 10})
    double = BaiduDouble(port=wanted.baidu_port, account=account, seconds=wanted.task_seconds, log=wanted.log)
    double.truths.tell(truth)
    print(f"Baidu: {double.address}  API Key: {account.api_key}  Secret Key: {account.secret_key}", flush=True)
    return double


def serve_ctyun(wanted: argparse.Namespace, truth: Truth) -> CtyunDouble:
    account = ctyun.Account(qps=5)
    double = CtyunDouble(port=wanted.ctyun_port, account=account, log=wanted.log)
    double.truths.tell(truth)
    keys = f"AccessKey: {account.access_key}  SecurityKey: {account.security_key}  AppKey: {account.app_key}"
    print(f"CTyun: {double.address}  {keys}", flush=True)
    return double


if __name__ == "__main__":
    main()
