"""Why a file is no chat that can be read: what its first bytes say it is, and what to do about it."""

_KNOWN = (
    (b"\xd0\xcf\x11\xe0", "an Outlook message or old Office file: save it as .eml or text"),
    (b"!BDN", "an Outlook mailbox (.pst): export it as mbox"),
    (b"SQLite format 3\0", "a database of an app: export the chat as text"),
    (b"\x1f\x8b", "packed with gzip: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"%PDF", "a PDF: copy its text into a file"),
    (b"\xff\xd8\xff", "a picture: screenshots are not read"),
    (b"\x89PNG", "a picture: screenshots are not read"),
)
"""First bytes of files that people take for chats, from the list of signatures at en.wikipedia.org."""
_TAR_MARK, _TAR_AT = b"ustar", 257


def why_no_chat(head: bytes) -> str:
    """The reason for a file whose format was not recognised by these first bytes."""
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf"):
        return "the file is empty"
    if head[_TAR_AT:].startswith(_TAR_MARK):
        return "a tar archive: unpack it first"
    known = next((what for mark, what in _KNOWN if head.startswith(mark)), None)
    return known or "no known chat format (--format names one)"
