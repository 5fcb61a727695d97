"""The operations of the document: one module per tag, one function per operationId.

A handler is a plain function of the store and the validated input. It may also ask for the `request` or for the
`tokens` of the server, by the name of a parameter. What it returns is sent as the document's success response says.
"""
