"""The bundle's files over HTTP."""

import os
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from gql_content.web.graphiql.bundle import BUNDLE

__all__ = ["static_files"]


class _HashedFiles(StaticFiles):
    async def check_config(self) -> None:
        """Nothing: without a bundle each file is a 404, and the page says what to do."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        # The names carry a hash of what is in them.
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def static_files(bundle: Path = BUNDLE) -> StaticFiles:
    """An app to mount where `page(assets=…)` points, `/graphiql` unless told otherwise."""
    return _HashedFiles(directory=bundle / "assets", check_dir=False)
