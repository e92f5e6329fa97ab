"""Whether the database says of itself what its log says, and keeps the rules between rows: the doctor's own checks."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from quiz.store import doctor
from quiz.store.doctoring import values

_FAR = datetime(9000, 1, 1, tzinfo=UTC)


def disagreements(reader: Connection) -> Iterator[str]:
    """Yield a sentence for everything that is wrong with the rows of a database, the first of them named."""
    driver: Any = reader.connection.driver_connection
    values.prepare(driver)
    try:
        for finding in doctor.contents(driver, _FAR):
            if finding.is_wrong:
                yield f"{finding.message} ({', '.join(finding.examples)})"
    finally:
        driver.text_factory = str
