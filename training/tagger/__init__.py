"""Training of the source tagger: `python -m training.tagger` (see docs/methods-tagger.md). Needs the `train` extra."""
