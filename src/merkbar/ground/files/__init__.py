"""Attachments: stored outside the web root under their own digest, always handed out as a download, never executed."""
