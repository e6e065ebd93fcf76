"""The scenario's facts as CSV and JSON, and the words the cases are written with."""
