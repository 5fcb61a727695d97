"""The console: pages for people over what the control API does. They only show; what they change, they ask it to."""

from medusa_mock.console.pages.blueprint import create_pages

__all__ = ["create_pages"]
