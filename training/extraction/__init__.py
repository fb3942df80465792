"""Trains the labeller of `pipeline/extract` on a folder in the format of the extraction benchmark."""
