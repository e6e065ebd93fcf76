"""Move in: a folder or a zip of Word and PDF documents with a list becomes procedures, all or none.

A municipality that changes systems has its procedures as files. What could not be carried is told document by document.
"""
