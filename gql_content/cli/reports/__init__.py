"""What a check has found, in the formats that people, programs and code hosts read."""

from gql_content.cli.reports.formats import formatted
from gql_content.cli.reports.making import report_of, rule_table
from gql_content.cli.reports.report import Report

__all__ = ["Report", "formatted", "report_of", "rule_table"]
