"""The garbage collector, held off while a stretch of work makes many objects and no cycles.

A part of pages makes hundreds of thousands of small objects that all live until the part is done. The collector would
walk over them again and again and find nothing: reference counts free them. What holds it off belongs here, and nothing
about what is done meanwhile.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Do not look for garbage in cycles until the end of the block; as a decorator, until the function returns.

    Inside another such block, or where the program has turned the collector off, nothing changes.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
