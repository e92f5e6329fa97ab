"""How hypothesis searches, and how tests are left out of the coverage.

The same examples in every run, so that a failure is there for everybody; ``HYPOTHESIS_PROFILE=explore python -m
pytest …`` looks for new ones. No example fails because a machine is slow.

``@pytest.mark.no_cover`` is for long tests of what others cover: measuring makes a test two to three times as long.
"""

import os

import pytest
from coverage import Coverage
from hypothesis import settings

settings.register_profile("quiz", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quiz"))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Stop what measures a worker of xdist as a process: ``no_cover`` pauses pytest-cov's own measuring alone."""
    if hasattr(session.config, "workerinput"):
        while (running := Coverage.current()) is not None:
            running.stop()
