"""What connections are verified with, and what the environment says about it."""

from __future__ import annotations

import os
import ssl

import httpx


class UnusableSettingError(Exception):
    """An environment variable about TLS cannot be used.

    Attributes:
        variable: Its name.
        problem: What is wrong with its value.
    """

    def __init__(self, variable: str, problem: str) -> None:
        super().__init__(variable, problem)
        self.variable = variable
        self.problem = problem


def tls_context(verify: ssl.SSLContext | bool) -> ssl.SSLContext:
    """Return what the connections of a pool are verified with. `True` reads the variables that httpx reads.

    Raises:
        UnusableSettingError: One of the variables cannot be used.
    """
    file, directory = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    # OpenSSL ignores a directory that does not exist; every certificate would then be refused.
    if verify is True and not file and directory and not os.path.isdir(directory):
        raise UnusableSettingError("SSL_CERT_DIR", f"there is no directory {directory!r}")
    try:
        return httpx.create_ssl_context(verify=verify)
    except OSError as error:
        failure = error
    if is_about_key_log(failure):
        raise UnusableSettingError("SSLKEYLOGFILE", f"{failure.filename!r} cannot be written: {failure.strerror}")
    if isinstance(failure, ssl.SSLError):
        raise UnusableSettingError("SSL_CERT_FILE", f"{file!r} has no certificates in PEM form")
    raise UnusableSettingError("SSL_CERT_FILE", f"{file!r} cannot be read: {failure.strerror}")


def is_about_key_log(error: OSError) -> bool:
    """Return whether the error is about the file of `SSLKEYLOGFILE`, which Python opens for each context."""
    return error.filename is not None and error.filename == os.environ.get("SSLKEYLOGFILE")
