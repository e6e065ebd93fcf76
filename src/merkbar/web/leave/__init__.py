"""Who is away for longer: reading lists and courses wait until they are back. Only days are kept, never why."""
