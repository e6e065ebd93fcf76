"""Merkbar: quality management and internal control for Norwegian municipalities."""
