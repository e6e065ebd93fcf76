"""Names of this module's jobs, so that writes can ask for them without importing what runs them."""

ESCALATE = "deviations.escalate"
REMIND = "deviations.remind"
MONTH = "deviations.month"
COMPACT = "deviations.compact"
