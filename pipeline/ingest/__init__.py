"""From files of the landing zone to `raw_pages` and `rejects`."""

from pipeline.ingest.decode import decode
from pipeline.ingest.land import land
from pipeline.ingest.landing import landing_parts
from pipeline.ingest.stage import Deduplicated, ingest_part

__all__ = ["Deduplicated", "decode", "ingest_part", "land", "landing_parts"]
