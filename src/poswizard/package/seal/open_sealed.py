"""Open a sealed package in memory: signature before decryption before parsing, and nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from poswizard.package import verify
from poswizard.package.bag import Bag, read_bag
from poswizard.package.errors import DamagedError, JsonError, UnreadableError
from poswizard.package.outcome import Outcome
from poswizard.package.schema_check import Schema
from poswizard.package.seal import names, pdf_signature, statement
from poswizard.package.seal.age_header import AgeHeader, read_header
from poswizard.package.seal.certificates import Certificate
from poswizard.package.seal.cms import MAX_SIGNATURE, OTHER_CONTENT, Signature
from poswizard.package.seal.errors import SealError, UnsignedError, UntrustedError
from poswizard.package.seal.signers import TrustedSigner
from poswizard.package.seal.suite import Suite, algorithms_of
from poswizard.package.seal.trust import Trust
from poswizard.package.source import opened
from poswizard.package.verify import Finding, Verdict
from poswizard.package.watch import Cancelled, Progress, Watch, never, silent
from poswizard.text import Text

FORM = "data/application.pdf"

_READ, _DECRYPTED, _PARSED = 0.2, 0.6, 0.95  # shares of the progress
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class SealedVerdict(Verdict):
    """A verdict on a sealed package; who sent it is there once the signature is sound, even if not believed."""

    sender: TrustedSigner | None = None
    """The trusted signer it goes back to: the station itself, or the authority that issued its certificate."""
    certificate: Certificate | None = None
    statement: statement.Statement | None = None


@dataclass
class _Found:
    """What is known so far."""

    checked: list[Text] = field(default_factory=list)
    bag: Bag | None = None
    sender: TrustedSigner | None = None
    certificate: Certificate | None = None
    statement: statement.Statement | None = None


def open_sealed(
    path: Path,
    trust: Trust,
    now: datetime,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    *,
    expected_schema: Schema | None = None,
) -> SealedVerdict:
    """Prove the sealed package of which `path` is the encrypted file or the signature; only `CancelledError` is raised.

    Nothing is decrypted before the signature was found sound and its signer believed, nothing is parsed before all
    of it was decrypted, and no more than 64 MB are read.
    """
    opening = _Opening(path, trust, now, Watch(progress, cancelled), expected_schema)
    found = opening.found
    try:
        opening.run()
    except Finding as ended:
        outcome, reason, entry = ended.outcome, ended.reason, ended.entry
    else:
        outcome, reason, entry = Outcome.COMPLETE, None, None
        progress(1.0)
    return SealedVerdict(
        path,
        outcome,
        tuple(found.checked),
        reason,
        entry,
        found.bag,
        found.sender,
        found.certificate,
        found.statement,
    )


class _Opening:
    """One sealed package being opened, step by step; each raises `Finding` when it is the last."""

    suite = Suite.AGE_P256

    def __init__(
        self, path: Path, trust: Trust, now: datetime, watch: Watch, expected: Schema | None
    ) -> None:
        self.found = _Found()
        self._path, self._signature_path = names.pair(path)
        self._trust, self._now, self._watch, self._expected = trust, now, watch, expected
        self._algorithms = algorithms_of(self.suite)

    def run(self) -> None:
        """All of it."""
        signature = self._signature()
        sealed = self._sealed(signature)
        header = self._header(sealed)
        plain = self._plain(sealed)
        del sealed
        self._bag(plain)
        stated = self._statement(header)
        self._form(stated)
        self._refuse_seen(stated)

    # the signature

    def _signature(self) -> Signature:
        """The sound signature of somebody who is believed; the encrypted file is not touched yet."""
        verify.refuse_arriving_name(self._path)
        try:
            found = self._algorithms.read_signature(self._signature_file())
            self.found.certificate = found.certificate
            self.found.sender = self._trust.judge(found, self._now)
        except UntrustedError as error:
            raise Finding(error.outcome, error.text) from error
        except UnsignedError as error:
            outcome = self._altered(self._signature_path, verify.state_of(self._signature_path))
            raise Finding(outcome, error.text, self._signature_path.name) from error
        words = Text("签名有效，签名人是“{}”", 'The signature is valid; the signer is "{}"')
        self.found.checked.append(words.format(found.certificate.name))
        return found

    def _signature_file(self) -> bytes:
        if self._path.is_file() and not self._signature_path.exists():
            raise Finding(Outcome.INCOMPLETE, _NO_SIGNATURE, self._signature_path.name)
        try:
            with opened(self._signature_path) as file:
                return file.read(MAX_SIGNATURE + 1)
        except (UnreadableError, OSError) as error:
            raise Finding(Outcome.UNREADABLE, _CANNOT_READ, self._signature_path.name) from error

    def _altered(self, path: Path, before: verify.State | None) -> Outcome:
        """What a wrong digest means: a file that has just changed may still be arriving."""
        changing = verify.is_changing(path, before)
        return Outcome.STILL_BEING_COPIED if changing else Outcome.ALTERED

    # the encrypted file

    def _sealed(self, signature: Signature) -> bytes:
        """The bytes that were signed."""
        before = verify.state_of(self._path)
        if before is None and not self._path.exists():
            raise Finding(Outcome.INCOMPLETE, _NO_SEALED, self._path.name)
        if before and before[0] > names.MAX_SEALED:
            raise Finding(Outcome.UNREADABLE, _TOO_LARGE.format(names.MAX_SEALED / 1e6))
        digest, parts = hashlib.sha256(), []
        for chunk in self._chunks(before[0] if before else 0):
            digest.update(chunk)
            parts.append(chunk)
        if digest.digest() != signature.digest:
            raise Finding(self._altered(self._path, before), OTHER_CONTENT, self._path.name)
        self.found.checked.append(_SIGNED_BYTES)
        return b"".join(parts)

    def _chunks(self, size: int) -> Iterator[bytes]:
        done = 0
        try:
            with opened(self._path) as file:
                while done <= names.MAX_SEALED and (chunk := file.read(_CHUNK)):
                    yield chunk
                    done += len(chunk)
                    self._watch.part(0, _READ).at(min(1.0, done / max(1, size)))
        except (UnreadableError, OSError) as error:
            raise Finding(Outcome.UNREADABLE, _CANNOT_READ, self._path.name) from error

    def _header(self, sealed: bytes) -> AgeHeader:
        try:
            return read_header(sealed)
        except DamagedError as error:
            raise Finding(Outcome.ALTERED, error.problem, self._path.name) from error

    def _plain(self, sealed: bytes) -> bytes:
        secrets = [identity.secret for identity in self._trust.identities]
        try:
            plain = self._algorithms.decrypt(sealed, secrets) if secrets else None
        except ValueError as error:
            raise Finding(Outcome.ALTERED, _DAMAGED, self._path.name) from error
        if plain is None:
            raise Finding(Outcome.NOT_FOR_US, _NO_KEY)
        self._watch.at(_DECRYPTED)
        self.found.checked.append(_DECRYPTED_WORDS)
        return plain

    # what is inside

    def _bag(self, plain: bytes) -> None:
        watch = self._watch.part(_DECRYPTED, _PARSED)
        try:
            bag = read_bag(plain, watch.at, watch.cancelled, limits=names.SEALED_LIMITS)
        except UnreadableError as error:
            raise Finding(Outcome.UNREADABLE, error.text) from error
        except DamagedError as error:
            raise Finding(Outcome.ALTERED, error.problem, error.entry) from error
        self.found.bag = bag
        self.found.checked.extend(verify.facts(bag))
        self.found.checked.extend(verify.proved_data(bag, self._expected))

    def _statement(self, header: AgeHeader) -> statement.Statement:
        """What the signer says inside agrees with what was proved outside."""
        bag = self._whole_bag
        if statement.PATH not in bag.files:
            raise Finding(Outcome.ALTERED, _NO_STATEMENT, statement.PATH)
        try:
            stated = statement.read_statement(bag.files[statement.PATH].read())
        except statement.NewerSealError as error:
            raise Finding(Outcome.NEWER_FORMAT, error.text, statement.PATH) from error
        except JsonError as error:
            raise Finding(Outcome.ALTERED, error.text, statement.PATH) from error
        self.found.statement = stated
        if stated.suite not in {suite.value for suite in Suite}:
            raise Finding(Outcome.NEWER_FORMAT, _UNKNOWN_SUITE, statement.PATH)
        if contradiction := self._contradiction(stated, header, bag):
            raise Finding(Outcome.ALTERED, contradiction, statement.PATH)
        if not {one.fingerprint for one in stated.recipients} & self._own_fingerprints():
            raise Finding(Outcome.NOT_FOR_US, _OTHER_RECIPIENTS, statement.PATH)
        self.found.checked.append(_CONSISTENT)
        return stated

    def _contradiction(
        self, stated: statement.Statement, header: AgeHeader, bag: Bag
    ) -> Text | None:
        certificate = self.found.certificate
        for is_so, words in (
            (stated.suite == self.suite.value, _OTHER_SUITE),
            (certificate and stated.signer == certificate.fingerprint, _OTHER_SIGNER),
            (stated.name == bag.name, _OTHER_NAME),
            (len(stated.recipients) == header.recipients, _OTHER_COUNT),
        ):
            if not is_so:
                return words
        return None

    def _own_fingerprints(self) -> set[str]:
        return {identity.fingerprint for identity in self._trust.identities}

    def _form(self, stated: statement.Statement) -> None:
        """The printed form, where there is one, is signed by the same certificate."""
        form = self._whole_bag.files.get(FORM)
        if form is None:
            return
        try:
            signer = pdf_signature.signature_in(form.read()).certificate.fingerprint
        except SealError as error:
            raise Finding(Outcome.ALTERED, error.text, FORM) from error
        if signer != stated.signer:
            raise Finding(Outcome.ALTERED, _OTHER_SIGNER, FORM)
        self.found.checked.append(_FORM_SIGNED)

    def _refuse_seen(self, stated: statement.Statement) -> None:
        before = self._trust.seen(stated.package_id)
        if before is not None:
            same = before == self._whole_bag.sha256
            raise Finding(Outcome.REPLAY, _SEEN if same else _SEEN_OTHER)

    @property
    def _whole_bag(self) -> Bag:
        assert self.found.bag is not None  # noqa: S101  (the steps run in order)
        return self.found.bag


_NO_SIGNATURE = Text(
    "旁边没有签名文件（.p7s）：两个文件要一起复制，放在同一个文件夹",
    "the signature file (.p7s) is not beside it: both files must be copied together into one folder",
)
_NO_SEALED = Text(
    "只有签名文件，旁边没有资料包（.zip.age）",
    "there is only the signature; the package (.zip.age) is not beside it",
)
_CANNOT_READ = Text("文件打不开或读不出来", "the file cannot be opened or read")
_TOO_LARGE = Text("文件超过 {:.0f} MB，本程序不打开", "the file has more than {:.0f} MB")
_DAMAGED = Text("解密时发现内容被改动过", "decryption found that the content was altered")
_NO_KEY = Text("本机的密钥都打不开它", "none of the keys here opens it")
_NO_STATEMENT = Text("缺少封装说明", "the statement about the seal is missing")
_UNKNOWN_SUITE = Text(
    "使用了本程序不认识的算法", "it uses algorithms that this program does not know"
)
_OTHER_SUITE = Text(
    "声明的算法与实际使用的不一致", "the algorithms it states are not those that were used"
)
_OTHER_SIGNER = Text(
    "里面写的签名人与外面的签名不一致", "the signer it states is not the one who signed"
)
_OTHER_NAME = Text("里面写的编号与资料包不一致", "the number it states is not that of the package")
_OTHER_COUNT = Text(
    "声明的收件人数与实际不一致", "it states another number of recipients than it has"
)
_OTHER_RECIPIENTS = Text(
    "声明的收件人里没有本机构", "this institution is not among the recipients it states"
)
_SEEN = Text("同一个资料包已经收过", "the same package was received before")
_SEEN_OTHER = Text(
    "同一个编号收到过不同的内容，请与发送人核对",
    "other content was received under the same id: check with the sender",
)
_SIGNED_BYTES = Text(
    "加密文件与签名相符，没有被改动", "The encrypted file is the one that was signed, unaltered"
)
_DECRYPTED_WORDS = Text("已用本机的密钥解密", "It was decrypted with a key of this machine")
_CONSISTENT = Text(
    "签名人、收件人、编号与封装说明一致",
    "Signer, recipients and number agree with the statement inside",
)
_FORM_SIGNED = Text(
    "申请表 PDF 的签名有效，与资料包是同一签名人",
    "The printed form is validly signed by the same signer",
)
