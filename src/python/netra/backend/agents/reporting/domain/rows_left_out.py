"""How many rows a table leaves out, in words: one that is cut must not look complete."""

from netra.backend.agents.schemas import Passage


def rows_left_out(count: int, which: str = "more", *, is_least: bool = False) -> list[Passage]:
    """For example "9 earlier rows are left out."; nothing where none is.

    `is_least`: there are further ones that were not even counted.
    """
    if count <= 0 and not is_least:
        return []
    said = f"{count:,} {which} {'row is' if count == 1 and not is_least else 'rows are'} left out."
    return [Passage(text=f"More than {said}" if is_least else said)]
