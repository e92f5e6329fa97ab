"""The trees of tables and indexes: from a root to the pages with rows, around what is damaged (file format, 1.6)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from quiz.store.raw.pages import Pages
from quiz.store.raw.records import DamagedRecordError, Record, record, signed, varint

_INDEX_ABOVE, _TABLE_ABOVE, _INDEX_LEAF, _TABLE_LEAF = 0x02, 0x05, 0x0A, 0x0D
_LARGEST = 1 << 26
"""Bytes; a row that says it is larger is damaged."""


@dataclass(slots=True)
class Trees:
    """The trees of a file. ``broken`` counts pages and rows that can't be read, ``seen`` has the pages that were."""

    pages: Pages
    seen: set[int] = field(default_factory=set)
    broken: int = 0

    def rows(self, root: int) -> Iterator[tuple[int, Record]]:
        """Yield the rows of a table with their numbers, as far as they can be reached from its root."""
        last: int | None = None
        for number in self._leaves(root, _TABLE_ABOVE, _TABLE_LEAF):
            for row, values in self.rows_of(number):
                self.broken += last is not None and row <= last
                last = row
                yield row, values

    def entries(self, root: int) -> Iterator[Record]:
        """Yield the entries of an index, as far as they can be reached; the last value is the number of the row."""
        for number in self._leaves(root, _INDEX_ABOVE, _INDEX_LEAF, both=True):
            page = self.pages.get(number)
            above = page[0] == _INDEX_ABOVE
            for place in self._cells(page, number):
                try:
                    size, start = varint(page, place + 4 * above)
                    yield record(self._payload(page, start, size, table=False))
                except DamagedRecordError:
                    self.broken += 1

    def strays(self) -> Iterator[tuple[int, Record]]:
        """Yield the rows on pages that were not seen, whatever table they are of."""
        for number in range(1, self.pages.count + 1):
            if number not in self.seen and self._kind(self.pages.get(number), number) == _TABLE_LEAF:
                broken = self.broken
                yield from self.rows_of(number)
                self.broken = broken

    def rows_of(self, number: int) -> Iterator[tuple[int, Record]]:
        """Yield the rows of one page with their numbers."""
        page = self.pages.get(number)
        for place in self._cells(page, number):
            try:
                size, start = varint(page, place)
                row, start = varint(page, start)
                yield signed(row), record(self._payload(page, start, size, table=True))
            except DamagedRecordError:
                self.broken += 1

    def _leaves(self, root: int, above: int, leaf: int, *, both: bool = False) -> Iterator[int]:
        """Yield the pages with rows below a root in their order; of an index those above have entries, too."""
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if not 0 < number <= self.pages.count or number in self.seen:
                self.broken += 1
                continue
            page = self.pages.get(number)
            kind = self._kind(page, number)
            if kind not in (above, leaf):
                self.broken += 1
                continue
            self.seen.add(number)
            if kind == leaf or both:
                yield number
            if kind == above:
                waiting += reversed(self._children(page, number))

    def _kind(self, page: bytes, number: int) -> int:
        return page[_head(number)]

    def _children(self, page: bytes, number: int) -> list[int]:
        head = _head(number)
        children = [int.from_bytes(page[place : place + 4], "big") for place in self._cells(page, number)]
        return [*children, int.from_bytes(page[head + 8 : head + 12], "big")]

    def _cells(self, page: bytes, number: int) -> list[int]:
        """Return where the cells of a page begin; those that can't be there are left out."""
        head = _head(number)
        start = head + (12 if page[head] in (_INDEX_ABOVE, _TABLE_ABOVE) else 8)
        count = int.from_bytes(page[head + 3 : head + 5], "big")
        if count > (len(page) - start) // 2:
            self.broken += 1
            return []
        found = [int.from_bytes(page[at : at + 2], "big") for at in range(start, start + 2 * count, 2)]
        good = [place for place in found if start + 2 * count <= place < len(page) - 3]
        self.broken += len(found) - len(good)
        return good

    def _payload(self, page: bytes, start: int, size: int, *, table: bool) -> bytes:
        """Return the bytes of a record, those on pages of their own included."""
        if size > _LARGEST:
            raise DamagedRecordError
        usable = self.pages.usable
        local = _local(size, usable, table=table)
        payload = page[start : start + local]
        if local == size:
            return payload
        following = int.from_bytes(page[start + local : start + local + 4], "big")
        passed = set[int]()
        while len(payload) < size:
            if not 0 < following <= self.pages.count or following in passed:
                raise DamagedRecordError
            passed.add(following)
            more = self.pages.get(following)
            payload += more[4 : min(usable, size - len(payload) + 4)]
            following = int.from_bytes(more[:4], "big")
        self.seen |= passed
        return payload


def _head(number: int) -> int:
    """Return where the head of a page begins: on the first one behind that of the file."""
    return 100 if number == 1 else 0


def _local(size: int, usable: int, *, table: bool) -> int:
    """Return how many bytes of a record are on its page (file format, section 1.6)."""
    most = usable - 35 if table else (usable - 12) * 64 // 255 - 23
    if size <= most:
        return size
    least = (usable - 12) * 32 // 255 - 23
    local = least + (size - least) % (usable - 4)
    return local if local <= most else least
