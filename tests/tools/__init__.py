"""What `make` runs around the tests."""
