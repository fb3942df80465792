"""Dagster's sqlite storage with connections that stay open, for the runs that a command starts.

Dagster opens a connection, compiles its statements and closes again for each of the 200 events of a day, and the last
to close a sqlite database writes its log back: half of what Dagster cost (`python -m benchmarks.orchestration`). A
command knows when it ends, so it may keep them open. The page and the daemon have Dagster's own storage: they live
long, and every run has a database. The files are the same, and both may work on them at once.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from threading import Lock
from typing import Any

import dagster as dg
from dagster._core.instance.ref import InstanceRef
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME
from dagster._core.storage.runs import SqliteRunStorage
from dagster._core.storage.schedules import SqliteScheduleStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import (
    DagsterSqliteStorage,
    _event_logs_directory,
    _runs_directory,
    _schedule_directory,
)
from dagster._serdes import ConfigurableClassData
from sqlalchemy.engine import Connection, Engine, create_engine


class Engines:
    """One engine for each database, with the connections that it pools."""

    def __init__(self) -> None:
        self._engines: dict[str, Engine] = {}
        self._lock = Lock()

    @contextmanager
    def transaction(self, url: str) -> Iterator[Connection]:
        """A connection with a transaction begun; it is committed on a clean exit."""
        with self._lock:
            if url not in self._engines:
                self._engines[url] = create_engine(url, connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS})
        with self._engines[url].begin() as connection:
            yield connection

    def dispose(self) -> None:
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()


class OpenRunStorage(SqliteRunStorage):
    """Runs and backfills."""

    def __init__(self, conn_string: str, inst_data: ConfigurableClassData | None = None) -> None:
        super().__init__(conn_string, inst_data)
        self._engines = Engines()

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        with self._engines.transaction(self._conn_string) as connection:
            yield connection

    def dispose(self) -> None:
        self._engines.dispose()
        super().dispose()


class OpenEventLogStorage(SqliteEventLogStorage):
    """Events: one database for each run, and the index over all of them."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines = Engines()
        self._tables: set[str] = set()
        super().__init__(base_dir, inst_data)

    def has_table(self, table_name: str) -> bool:
        """Asked for each event; a table that is there stays."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def run_connection(self, run_id: str | None = None) -> AbstractContextManager[Connection]:
        return self._open(str(run_id))

    def index_connection(self) -> AbstractContextManager[Connection]:
        return self._open(INDEX_SHARD_NAME)

    def _open(self, shard: str) -> AbstractContextManager[Connection]:
        if shard not in self._initialized_dbs:
            with super().run_connection(shard):  # creates the tables of a database that is new
                pass
        return self._engines.transaction(self.conn_string_for_shard(shard))

    def dispose(self) -> None:
        self._engines.dispose()
        super().dispose()


class OpenSqliteStorage(DagsterSqliteStorage):
    """What stands in for `DagsterSqliteStorage`; schedules, which no run writes, are kept as ever."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        super(DagsterSqliteStorage, self).__init__()  # past its own, which would make the databases with the others
        self.base_dir = base_dir
        self._inst_data = inst_data
        self._run_storage = OpenRunStorage.from_local(_runs_directory(base_dir))
        self._event_log_storage = OpenEventLogStorage(_event_logs_directory(base_dir))
        self._schedule_storage = SqliteScheduleStorage.from_local(_schedule_directory(base_dir))

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> "OpenSqliteStorage":
        return cls(config_value["base_dir"], inst_data)


def instance(home: str) -> dg.DagsterInstance:
    """The instance of a Dagster home; on sqlite with open connections, on any other storage as configured."""
    ref = InstanceRef.from_dir(home)
    plain = ref.storage_data
    if plain is not None and plain.class_name == DagsterSqliteStorage.__name__:
        open_storage = ConfigurableClassData(__name__, OpenSqliteStorage.__name__, plain.config_yaml)
        ref = ref._replace(storage_data=open_storage)
    return dg.DagsterInstance.from_ref(ref)
