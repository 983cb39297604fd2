"""What people type who hope that somebody puts it into a statement, a header, a page or a path."""

from typing import Final

CORPUS: Final = (
    "' OR '1'='1",
    "'; DROP TABLE auth_users; --",
    '" OR ""="',
    "1; SELECT pg_sleep(5)--",
    "') UNION SELECT digest FROM api_keys --",
    "\\'; --",
    "$$; SELECT 1; $$",
    "%",
    "_",
    "%27%20OR%201%3D1",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "<script>alert(1)</script>",
    "../../../../etc/passwd",
    "file:///etc/passwd",
    "\r\nSet-Cookie: netra_refresh=x",
    "nk_' OR '1'='1_x",
    "ada@example.com' --",
    "*",
    "key\x00tail",
    "\u202e\ufeff\u0000",
    "𝕆'ℝ 1=1",  # noqa: RUF001  letters that some databases take for others
    "a" * 5000,
)
