"""What the parts of the outbox share."""

from typing import Final

OUTBOX_CHANNEL: Final = "outbox"
"""Where the database tells everybody who listens that something was committed to the outbox."""
