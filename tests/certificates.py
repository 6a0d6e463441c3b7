"""An authority of the tests' own, and whoever it vouches for: for lines with certificates."""

import datetime as dt
import ipaddress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SINCE = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
UNTIL = dt.datetime(2119, 1, 1, tzinfo=dt.UTC)
LOOPBACK = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])


class Certificates:
    """PEM files in `folder`: the authority's, and NAME.pem with NAME.key for each that is asked."""

    def __init__(self, folder: Path, name: str = "authority") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _called(name)
        made = self._certificate(self._name, self._key.public_key(), is_authority=True)
        self.authority = folder / f"{name}.pem"
        self.authority.write_bytes(made.public_bytes(serialization.Encoding.PEM))

    def of(self, name: str) -> tuple[Path, Path]:
        """Its certificate and key."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = self._certificate(_called(name), key.public_key(), is_authority=False)
        pem, secret = self.folder / f"{name}.pem", self.folder / f"{name}.key"
        pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        secret.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return pem, secret

    def _certificate(
        self, name: x509.Name, key: ec.EllipticCurvePublicKey, *, is_authority: bool
    ) -> x509.Certificate:
        own = x509.SubjectKeyIdentifier.from_public_key(key)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        constraints = x509.BasicConstraints(ca=is_authority, path_length=None)
        made = x509.CertificateBuilder(
            self._name, name, key, x509.random_serial_number(), SINCE, UNTIL
        )
        for extension in (own, issuer, LOOPBACK):
            made = made.add_extension(extension, critical=False)
        made = made.add_extension(constraints, critical=True)
        return made.sign(self._key, hashes.SHA256())


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
