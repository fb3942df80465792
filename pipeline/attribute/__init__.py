"""Source tagging: who says what, on whose authority. `docs/methods-attribution.md` tells how."""

from pipeline.attribute.attribution import Attribution
from pipeline.attribute.stage import attribute, attribute_many, tag_part
from pipeline.attribute.voice import voices

__all__ = ["Attribution", "attribute", "attribute_many", "tag_part", "voices"]
