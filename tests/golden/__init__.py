"""The golden assertions of the demo municipality, asked through the front door."""
