"""granian on a free port, as the Makefile's SERVE starts it, and the processor time that it has used."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parents[1]
WORKERS, THREADS = 2, 8
GRANIAN = ["--interface", "wsgi", "--no-ws", "--workers", str(WORKERS), "--blocking-threads", str(THREADS)]
PATIENCE_SECONDS = 30


class Server:
    """What answers on `port`, until it is stopped."""

    def __init__(self, app: str, environ: dict[str, str], *more: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        told = [BIN / "granian", *GRANIAN, "--log-level", "error", "--port", str(self.port), *more, app]
        self.process = subprocess.Popen(told, cwd=ROOT, env={**os.environ, **environ}, start_new_session=True)  # noqa: S603
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{app} does not start")
            time.sleep(0.05)

    def answers(self) -> bool:
        with socket.socket() as asking:
            return asking.connect_ex(("127.0.0.1", self.port)) == 0

    def processor(self) -> float:
        """Seconds of processor time used so far, by all its processes together."""
        return sum(ticks(process) for process in family(self.process.pid)) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """At once: granian's workers may end a quiet stop with a crash report that would stand in the figures."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(app: str, **environ: str) -> Iterator[Server]:
    server = Server(app, environ)
    try:
        yield server
    finally:
        server.stop()


def family(parent: int) -> list[int]:
    """A process and everything that it started (Linux)."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [parent, *(one for child in children for one in family(int(child)))]


def ticks(process: int) -> int:
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    return int(after_name[11]) + int(after_name[12])
