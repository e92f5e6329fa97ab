"""What to study when the app begins, or from home."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Start:
    """What to study: names of decks (none for all), mode, and whether siblings follow."""

    decks: tuple[str, ...] = ()
    mode: str = ""
    siblings: bool = False
