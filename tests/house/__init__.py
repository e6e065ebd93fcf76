"""The rules of the house, held by machine. CONTRIBUTING.md says which rule is held where."""
