__all__ = ["route_of"]

ROUTES = {
    "/": "graphiql",
    "/graphql": "graphql",
    "/healthz": "probe",
    "/readyz": "probe",
    "/metrics": "metrics",
    "/sitemap.xml": "feed",
    "/feed.xml": "feed",
    "/robots.txt": "feed",
    "/llms.txt": "feed",
}


def route_of(path: str) -> str:
    """The label of a path: one of a few, whatever a client asks for."""
    found = ROUTES.get(path)
    if found is not None:
        return found
    if path.startswith("/graphql/"):
        return "graphql"
    if path.startswith("/graphiql/"):
        return "graphiql"
    return "markdown" if path.endswith(".md") else "other"
