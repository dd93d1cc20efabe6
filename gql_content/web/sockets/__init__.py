"""GraphQL over web sockets, by the protocol `graphql-transport-ws`."""

from gql_content.web.sockets.conversation import SocketLimits
from gql_content.web.sockets.endpoint import SocketEndpoint

__all__ = ["SocketEndpoint", "SocketLimits"]
