"""Trains the weights of `pipeline/segment`: `python -m training.segmentation`."""
