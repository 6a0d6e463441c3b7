"""Ed25519 as both sides use it: a signature is good or it is not, and nothing else is said."""


def verify(public_key: bytes, signature: bytes, signed: bytes) -> bool:
    """Whether that key made `signature` over `signed`; a malformed key verifies nothing."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True
