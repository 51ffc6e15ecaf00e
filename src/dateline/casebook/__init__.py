"""The casebook: a SQLite ledger of what many reports say.

Knows nothing of how records are made. `casebook` holds the public verbs; `store` opens files, `ingest` writes one reading in one transaction, `rows`
says which rows a reading becomes, `identity` which actor of the casebook an actor of a report is.
"""
