"""Starts Dagster's page as `make ui` does, talks to it as a browser does, and kills it as a power cut does."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 900
"""No measure of speed: only a page that hangs waits this long. Starting it takes 10 seconds on two idle cores."""


class Page:
    """A running page over a data folder of its own."""

    def __init__(self, data: Path, port: int, extra: dict[str, str] | None = None) -> None:
        self.data, self.port = data, port
        self.url = f"http://127.0.0.1:{port}"
        env = {key: value for key, value in os.environ.items() if not key.startswith(("DAGSTER", "HEARSAY"))}
        self.env = env | {
            "HEARSAY_DATA": str(data), "HEARSAY_LANDING_SETTLE_SECONDS": "0", "OMP_NUM_THREADS": "1",
            "HEARSAY_VIEWS_URL": f"http://127.0.0.1:{free_port()}", **(extra or {})
        }  # fmt: skip
        self.log = (data / "page.log").open("ab")
        command = [str(Path(sys.executable).parent / "hearsay"), "ui", "--port", str(port)]
        self.process = subprocess.Popen(command, env=self.env, stdout=self.log, stderr=self.log, cwd=data)
        wait_for(self._up, "the page to start", self)

    def _up(self) -> bool:
        try:
            found = self.query("{ workspaceOrError { ... on Workspace { locationEntries { loadStatus } } } }")
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
        return [e["loadStatus"] for e in found["workspaceOrError"]["locationEntries"]] == ["LOADED"]

    def query(self, query: str, **variables: object) -> dict:
        """Asks the page's GraphQL API; an error of the API is one of the test."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(f"{self.url}/graphql", body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode(errors="replace")[:4000]) from error
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def processes(self) -> list[int]:
        """Everything that runs for this data folder, found by its environment: page, daemon, code servers, runs."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if f"HEARSAY_DATA={self.data}\0".encode() in (folder / "environ").read_bytes() + b"\0":
                    found.append(int(folder.name))
        return [pid for pid in found if pid != os.getpid()]

    def kill(self) -> None:
        """The power cut."""
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.log.close()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        self.kill()


def wait_for(condition: object, what: str, page: Page | None = None, seconds: float = PATIENCE_SECONDS) -> object:
    """Polls until the condition gives something true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()  # type: ignore[operator]
        if found:
            return found
        time.sleep(0.5)
    tail = (page.data / "page.log").read_text(errors="replace")[-4000:] if page else ""
    raise AssertionError(f"waited {seconds} s for {what}\n{tail}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(data: Path, extra: dict[str, str] | None = None) -> Iterator[Page]:
    page = Page(data, free_port(), extra)
    try:
        yield page
    finally:
        page.stop()
