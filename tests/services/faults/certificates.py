"""An authority of our own, for one run, and what it signs."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from .table import Certificate

_DAY = datetime.timedelta(days=1)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Authority:
    """Its certificate lies at `path`, for clients that shall trust it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.path = folder / "authority.pem"
        self._certificate = self._signed(_name("test authority"), self._key.public_key(), days=(-2, 2), authority=True)
        self.path.write_bytes(self._certificate.public_bytes(serialization.Encoding.PEM))

    def server_context(self, kind: Certificate) -> ssl.SSLContext:
        """For a server at 127.0.0.1; the kind says what is wrong with its certificate."""
        if kind == "untrusted":
            other = self._folder / "other"
            other.mkdir(exist_ok=True)
            return Authority(other).server_context("good")
        key = ec.generate_private_key(ec.SECP256R1())
        host = "elsewhere.invalid" if kind == "other host" else "127.0.0.1"
        days = (-2, -1) if kind == "expired" else (-1, 1)
        certificate = self._signed(_name("test server"), key.public_key(), days=days, host=host)
        path = self._folder / f"{kind.replace(' ', '_')}.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def client_context(self) -> ssl.SSLContext:
        """Trusts this authority and nobody else."""
        return ssl.create_default_context(cafile=self.path)

    def _signed(
        self, name: x509.Name, key: ec.EllipticCurvePublicKey, *, days: tuple[int, int], host: str = "",
        authority: bool = False,
    ) -> x509.Certificate:  # fmt: skip
        now = datetime.datetime.now(datetime.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(_name("test authority"))
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + days[0] * _DAY)
            .not_valid_after(now + days[1] * _DAY)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False
            )
        )  # fmt: skip
        if authority:
            usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)  # signs only
            builder = builder.add_extension(usage, critical=True)
        if host:
            is_number = host[0].isdigit()
            named = x509.IPAddress(ipaddress.ip_address(host)) if is_number else x509.DNSName(host)
            builder = builder.add_extension(x509.SubjectAlternativeName([named]), critical=False)
        return builder.sign(self._key, hashes.SHA256())
