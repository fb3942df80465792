"""Every error that hearsay raises on purpose, and what the user can do about it.

A page that cannot be used is no error but a row in `rejects`; these are for what stops a run. The message says what
happened, where, and what to do next. All derive from `HearsayError`, so that the command line can print the message
without a trace and Dagster can tell permanent failures from transient ones (`transient`).
"""


class HearsayError(Exception):
    """Base of all; `transient` is true where trying again without a change can help."""

    transient = False


class SettingsError(HearsayError):
    """A setting is missing or out of range. Correct the variable that the message names."""


class SchemaError(HearsayError):
    """A table does not match its declaration in `pipeline/tables.py`.

    After an upgrade: re-run the day with the new code (`hearsay run --day D`). In development: the stage returns a
    column that is not declared, or a value outside the closed list.
    """


class PartitionMissingError(HearsayError):
    """A stage reads a partition that has not been written. Run the upstream stage for that day first."""


class LakeError(HearsayError):
    """The lake could not be read or written (full disk, missing rights, storage out of reach)."""

    transient = True


class StageError(HearsayError):
    """A stage raised on a part; the message names stage, part and page. Nothing of the partition was published."""


class CatalogError(HearsayError):
    """The catalogue could not be built or read; the message names the view and the cause."""


class InputError(HearsayError):
    """What the user named on the command line does not exist or cannot be read."""


class ModelError(HearsayError):
    """A weights file is missing or does not fit the code; reinstall, or train again with the command in its folder."""
