"""What a receiver knows when a package arrives: whom it believes, what it can open, what it has already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from poswizard.package.outcome import Outcome
from poswizard.package.seal.certificates import Certificate, chain_to
from poswizard.package.seal.cms import Signature
from poswizard.package.seal.errors import UntrustedError
from poswizard.package.seal.recipients import Identity
from poswizard.package.seal.revocations import RevocationList
from poswizard.package.seal.signers import TrustedSigner
from poswizard.text import Text


def nothing_seen(_package_id: str) -> str | None:
    """The memory of a receiver that has received nothing."""
    return None


@dataclass(frozen=True)
class Trust:
    """Trusted signers, own identities, revocation lists, and what was received before."""

    signers: Sequence[TrustedSigner] = ()
    identities: Sequence[Identity] = ()
    revocations: Sequence[RevocationList] = ()
    seen: Callable[[str], str | None] = nothing_seen
    """SHA-256 of the plain bag that was received under a package id, None if none was."""

    def judge(self, signature: Signature, now: datetime) -> TrustedSigner:
        """The trusted signer that a sound signature goes back to at `now`; raises `UntrustedError`.

        A signature has no trusted time, so its certificate must be valid both when it says it was made and now,
        and once revoked it counts for nothing, whatever it says.
        """
        way = self._way(signature)
        self._refuse_revoked(way, signature.chain)
        moments = [moment for moment in (now, signature.signed_at) if moment is not None]
        if not all(one.is_valid_at(now) for one in way) or not all(
            map(signature.certificate.is_valid_at, moments)
        ):
            raise UntrustedError(Outcome.EXPIRED_SENDER, _expired(signature.certificate))
        return next(one for one in self.signers if one.certificate == way[-1])

    def _way(self, signature: Signature) -> list[Certificate]:
        """From the signer's certificate to a trusted one; what travels along must belong to it."""
        leaf, chain = signature.certificate, signature.chain
        pinned = [one.certificate for one in self.signers]
        way = chain_to(leaf, chain, pinned)
        if way is None or not set(chain) <= set(_upwards(leaf, chain)):
            raise UntrustedError(Outcome.UNKNOWN_SENDER, _unknown(leaf))
        return way

    def _refuse_revoked(self, way: Sequence[Certificate], chain: Sequence[Certificate]) -> None:
        taken_back = {one.certificate for one in self.signers if one.revoked_on}
        issuers = {*way, *chain, *(one.certificate for one in self.signers)}
        for one in way:
            above = [issuer for issuer in issuers if issuer == one or one.is_issued_by(issuer)]
            listed = any(crl.revokes(one, issuer) for crl in self.revocations for issuer in above)
            if listed or one in taken_back or taken_back & set(above):
                raise UntrustedError(Outcome.REVOKED_SENDER, _revoked(one))


def _upwards(leaf: Certificate, links: Sequence[Certificate]) -> list[Certificate]:
    """The links that issued the leaf, or one that did."""
    direct = [link for link in links if leaf.is_issued_by(link)]
    rest = [link for link in links if link not in direct]
    return direct + [above for link in direct for above in _upwards(link, rest)]


def _unknown(one: Certificate) -> Text:
    words = Text(
        "签名完好，但“{}”的证书（指纹 {}…）没有登记",
        'the signature is sound, but the certificate of "{}" (fingerprint {}…) is not enrolled',
    )
    return words.format(one.name, one.fingerprint[:16])


def _revoked(one: Certificate) -> Text:
    words = Text("“{}”的证书已被吊销或停用", 'the certificate of "{}" was revoked')
    return words.format(one.name)


def _expired(one: Certificate) -> Text:
    words = Text("“{}”的证书有效期是 {} 至 {}", 'the certificate of "{}" is valid from {} to {}')
    return words.format(one.name, one.valid_from.date(), one.valid_until.date())
