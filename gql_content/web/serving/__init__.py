"""The server that the app runs in. Apart from the app, since a query on the terminal needs none."""

from gql_content.web.serving.http import impatient_http
from gql_content.web.serving.server import Server

__all__ = ["Server", "impatient_http"]
