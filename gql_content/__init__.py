"""Serves a folder of Markdown files with front matter as a typed GraphQL API."""

__all__ = ["__version__"]

__version__ = "0.1.0"
