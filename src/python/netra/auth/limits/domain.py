"""The table of limits: what may be done how often, and by whom it is counted.

Successful validation is not counted: our own services ask for everybody, and remember the answer for seconds.
"""

from typing import Final

from netra.shared.allowances import Limit

MINUTE: Final = 60
HOUR: Final = 3_600

SIGN_IN: Final = Limit("sign-in", 120, MINUTE)
"""By network: a step of a sign-in, which has three: forty people of one office in a minute."""
REFRESH: Final = Limit("refresh", 600, MINUTE, together=10)
"""By network: to renew or to end a session. An office behind one address has many browsers."""
PROVIDER_LOGOUT: Final = Limit("provider-logout", 600, MINUTE)
"""By network: to tell that somebody signed out. A provider tells of a whole company from one address."""
SERVICE_TOKEN: Final = Limit("service-token", 120, MINUTE)
"""By network: to ask for a token as a service, which each instance does every few minutes."""
VERIFY: Final = Limit("verify-audit", 10, MINUTE)
"""By organization: to have the whole audit log computed again."""
REPEATED_REFRESH: Final = Limit("repeated-refresh", 30, MINUTE)
"""By refresh token: to present again what was used a moment ago, as tabs do that renew together."""
ACCEPT: Final = Limit("accept-invitation", 20, MINUTE)
"""By network, and by person."""
INVITE: Final = Limit("invite", 60, HOUR)
"""By organization."""
NEW_KEY: Final = Limit("new-key", 60, HOUR)
"""By organization: to make a key, or one in the place of another."""
CHANGE: Final = Limit("change", 120, MINUTE)
"""By person: to change anything else of an organization, its members, keys or sessions."""
TOLD_REFUSAL: Final = Limit("told-refusal", 30, MINUTE)
"""By person or key: to be refused and written down; more of the same tells nobody anything."""
UNKNOWN_KEY: Final = Limit("unknown-key", 20, MINUTE)
"""By the id in an API key: to have a key validated that is not in force or has another secret."""
UNKNOWN_TOKEN: Final = Limit("unknown-token", 6_000, MINUTE, together=10)
"""By network: to have anything validated that nobody holds. A service of ours asks for strangers too."""
