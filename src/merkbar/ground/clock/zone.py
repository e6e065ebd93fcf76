"""The one time zone: everything a municipality dates is in Norwegian time."""

from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
