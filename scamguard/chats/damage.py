"""What reading a damaged file raises."""

import csv
import lzma
import zipfile
import zlib
from xml.parsers.expat import ExpatError

from scamguard.errors import InputError

DAMAGE = (
    InputError,
    OSError,
    EOFError,
    NotImplementedError,
    csv.Error,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    ExpatError,
)
"""Errors of files, archives and parsers; NotImplementedError stands for a compression that zipfile does not know."""
