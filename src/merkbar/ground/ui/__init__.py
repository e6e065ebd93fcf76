"""Looks: base page, form fields, icons, dates as Norwegians write them, charts."""
