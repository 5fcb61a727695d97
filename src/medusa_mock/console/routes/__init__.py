"""The operations of the control API: a module per tag, a function per operationId."""
