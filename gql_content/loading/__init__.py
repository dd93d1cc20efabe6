"""A folder becomes a library: scan, read, parse on all cores, and a snapshot for warm starts."""

from gql_content.loading.files import Loaded, Stamp
from gql_content.loading.folder import Loading, load_folder
from gql_content.loading.parsing_files import Progress, load_files, silent
from gql_content.loading.reading import locate, read_file, stable_opener
from gql_content.loading.scanning import scan
from gql_content.loading.selection import Selection
from gql_content.loading.snapshot import Snapshots

__all__ = [
    "Loaded",
    "Loading",
    "Progress",
    "Selection",
    "Snapshots",
    "Stamp",
    "load_files",
    "load_folder",
    "locate",
    "read_file",
    "scan",
    "silent",
    "stable_opener",
]
