"""What tests of several folders share: the sample, run once by `hearsay run`, and a browser."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.browser import chromium
from tests.object_store import make_bucket, object_store

settings.register_profile("hearsay", deadline=None)  # no test measures time
settings.load_profile("hearsay")

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"


@pytest.fixture(scope="session")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Where an object store answers."""
    with object_store() as running:
        yield running


@pytest.fixture
def bucket(endpoint: str, request: pytest.FixtureRequest) -> str:
    """The URL of an empty bucket of the test's own."""
    name = request.node.name.replace("_", "-")[:60].rstrip("-")
    make_bucket(endpoint, name)
    return f"s3://{name}"


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder after `hearsay run` on the sample: landing, lake, catalogue. Read only, please."""
    data = tmp_path_factory.mktemp("sample") / "data"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HEARSAY_", "DAGSTER_"))}
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "--data", str(data), "run", str(SAMPLE)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=SAMPLE.parent.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return data
