"""Move in: a folder or a zip of Word and PDF documents with a list becomes procedures in force.

A municipality that changes systems has its procedures as files. What could not be carried is told document by document.
The page takes in what is without fault; the command `merkbar import` takes all or none.
"""
