"""How hypothesis searches: the same examples in every run, so that a failure is there for everybody.

``HYPOTHESIS_PROFILE=explore python -m pytest …`` looks for new ones. No example fails because a machine is slow.
"""

import os

from hypothesis import settings

settings.register_profile("quiz", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quiz"))
