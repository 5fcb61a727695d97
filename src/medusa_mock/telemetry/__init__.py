"""What a server tells of its requests while it runs: log lines, metrics, traces. Imported by servers that are asked to.

`observer` looks at requests from outside of the application, so that one that nobody looks at pays nothing.
"""
