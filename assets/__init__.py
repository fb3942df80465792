"""The Dagster code location: thin assets over `pipeline`, their checks, schedules and sensors.

What belongs here: which stage runs on which day, what Dagster's page shows of it, and when it runs by itself. What does
not: text processing, and any SQL beyond a call. `definitions.py` ties it together; `launch.py` is how the command line
runs the very same assets without a daemon.
"""
