"""Reports of `check`, in several formats."""

from gql_content.cli.reports.formats import format_report
from gql_content.cli.reports.making import build_report, format_rule_table
from gql_content.cli.reports.report import Report

__all__ = ["Report", "build_report", "format_report", "format_rule_table"]
