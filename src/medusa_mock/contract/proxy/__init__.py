"""A proxy that listens: between a front end and a server, it holds what both say against the documents.

`relay` lets the bytes by as they are; `tap` reads along and makes out requests and answers; `judge` says what is wrong
with them; `transcript` writes a scenario from them; `command` is what the command line calls.
"""
