"""The forgetting curve of one card."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from quiz.cards import CardState, Kind, Memory, Phase, Rating, Review
from quiz.charts import forgetting
from quiz.charts.figure import Curve, Room
from quiz.charts.text import draw
from quiz.scheduling.forgetting import DEFAULT_DECAY, retrievability, stability_of
from quiz.scheduling.memory import MemoryModel
from quiz.scheduling.replay import replayed
from quiz.store import Store
from quiz.study_settings import DeckSettings
from tests.simulated import Habits, study_for
from tests.stats.compared import TODAY as _TODAY  # noqa: F401  only to be sure that the module is there

ROOM = Room(60, 8)
