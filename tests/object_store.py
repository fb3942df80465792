"""An object store for the tests: moto's S3 server on the loopback, found through the variables that clients read."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

VARIABLES = {
    "AWS_ACCESS_KEY_ID": "nobody",
    "AWS_SECRET_ACCESS_KEY": "nothing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@contextmanager
def object_store() -> Iterator[str]:
    """The endpoint of a running server; the test is skipped where the extra `test` is not installed."""
    s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed: pip install 'hearsay[s3]'")
    server = pytest.importorskip("moto.server", reason="the extra `test` brings moto")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (VARIABLES | {"AWS_ENDPOINT_URL": f"http://{host}:{port}"}).items():
            patch.setenv(name, value)
        s3fs.S3FileSystem.clear_instance_cache()
        yield f"http://{host}:{port}"
        s3fs.S3FileSystem.clear_instance_cache()
    running.stop()


def make_bucket(endpoint: str, name: str) -> None:
    """Makes an empty bucket."""
    boto3 = pytest.importorskip("boto3", reason="the extra `test` brings boto3")
    boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket=name)
