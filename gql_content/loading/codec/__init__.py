"""Loaded files as bytes and back: column by column over one table of texts.

Equal texts are written once and are one object again after reading, which is what keeps a library
small, and whole columns are turned into values by C loops, which is what makes a warm start fast.
"""

from gql_content.loading.codec.columns import FORMAT, Columns
from gql_content.loading.codec.decoding import columns_in, decode, rows_in
from gql_content.loading.codec.encoding import encode

__all__ = ["FORMAT", "Columns", "columns_in", "decode", "encode", "rows_in"]
