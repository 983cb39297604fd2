"""How signing out at a provider travels."""

from pydantic import BaseModel


class SignOutStarted(BaseModel):
    """Where to send the browser now; here it is signed out already."""

    sign_out_url: str
