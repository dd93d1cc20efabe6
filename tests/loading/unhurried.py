from hypothesis import HealthCheck, settings

__all__ = ["UNHURRIED"]

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For tests with real files, on machines that have other things to do."""
