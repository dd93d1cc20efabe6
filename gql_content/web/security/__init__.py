"""What stands between strangers and the app: hosts, origins, rates, tokens, headers."""

from gql_content.web.security.guard import guarded, too_often
from gql_content.web.security.rates import Rates, client_of
from gql_content.web.security.token import Token

__all__ = ["Rates", "Token", "client_of", "guarded", "too_often"]
