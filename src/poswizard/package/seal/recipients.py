"""Who may read a sealed package: age X25519 recipients, and the identities on the receiving side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from poswizard.package.seal import age
from poswizard.package.seal.errors import KeyTextError, NoInstitutionError, SealError
from poswizard.package.seal.key_text import MAX_TEXT, Added, line_of, tidy_name, values_in
from poswizard.text import Text, Vocabulary

MOST_RECIPIENTS = 20
RECOMMENDED_RECOVERY = 2

_KIND = "recipient"
_OF_SECRETS = "AGE-SECRET-KEY-"


class Role(Vocabulary):
    """What somebody is to a package that they can read."""

    INSTITUTION = "institution", Text("收件机构", "Receiving institution")
    RECOVERY = (
        "recovery",
        Text("应急恢复", "Recovery"),
        Text(
            "收件机构打不开时由网点负责人解密；密钥应离线保管。",
            "Kept offline by the branch, for when the institution cannot open a package.",
        ),
    )


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who may read: a name, an age X25519 public key (`age1…`), and how it came here."""

    name: str
    age: str
    role: Role
    added: Added

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the text `age1…`, lower-case hex: what `printf %s age1… | sha256sum` says."""
        return fingerprint_of(self.age)

    def as_text(self) -> str:
        """The line for a file or a QR code, from which it can be added elsewhere."""
        return line_of(_KIND, {"role": self.role.value, "key": self.age, "name": self.name})


@dataclass(frozen=True, slots=True)
class Identity:
    """The secret side (`AGE-SECRET-KEY-1…`): kept nowhere but in the encrypted store, or on paper."""

    name: str
    secret: str = field(repr=False)

    @property
    def age(self) -> str:
        """The public key that belongs to it."""
        try:
            return age.public_of(self.secret)
        except ValueError as error:
            raise KeyTextError(_NO_IDENTITY) from error

    @property
    def fingerprint(self) -> str:
        """That of its recipient."""
        return fingerprint_of(self.age)

    def as_recipient(self, role: Role, added: Added) -> Recipient:
        """The public side, to be given to those who send."""
        return Recipient(self.name, self.age, role, added)


def new_identity(name: str) -> Identity:
    """A new secret, from the system's random numbers."""
    return Identity(tidy_name(name), age.new_secret())


def identity_from_text(text: str, name: str) -> Identity:
    """A secret from an age identity file, or typed from a recovery sheet; comments (`#`) are passed over."""
    lines = [line.strip() for line in text[:MAX_TEXT].splitlines()]
    secret = "".join("".join(line.split()) for line in lines if not line.startswith("#"))
    identity = Identity(tidy_name(name), secret.upper())
    _ = identity.age
    return identity


def fingerprint_of(age: str) -> str:
    """SHA-256 of a recipient's text."""
    return hashlib.sha256(age.encode("ascii")).hexdigest()


def recipient_from_text(
    text: str, added: Added, name: str = "", role: Role = Role.INSTITUTION
) -> Recipient:
    """A recipient from a file or a QR code: the line of `as_text`, or a bare `age1…` with a name given.

    A name given wins over the one in the line; raises `KeyTextError`.
    """
    lines = [line.strip() for line in text[:MAX_TEXT].splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    if len(lines) != 1:
        raise KeyTextError(_NO_RECIPIENT)
    values = values_in(lines[0], _KIND)
    if values is None:
        return Recipient(tidy_name(name), _public_key(lines[0]), role, added)
    try:
        role = Role(values.get("role"))
    except ValueError as error:
        raise KeyTextError(_NO_RECIPIENT) from error
    return Recipient(
        tidy_name(name or values.get("name", "")), _public_key(values.get("key", "")), role, added
    )


def _public_key(text: str) -> str:
    """An `age1…` of an X25519 key in its one wording; a secret is refused with words of its own."""
    if text.upper().startswith(_OF_SECRETS):
        raise KeyTextError(_IS_SECRET)
    if not age.is_recipient(text):
        raise KeyTextError(_NO_RECIPIENT)
    return text


def require_recipients(recipients: Iterable[Recipient]) -> list[Recipient]:
    """The recipients, each key once; raises `NoInstitutionError` unless an institution is among them."""
    by_key = {recipient.age: recipient for recipient in recipients}
    if not any(one.role is Role.INSTITUTION for one in by_key.values()):
        raise NoInstitutionError
    if len(by_key) > MOST_RECIPIENTS:
        raise SealError(_TOO_MANY.format(MOST_RECIPIENTS))
    return list(by_key.values())


def advice(recipients: Iterable[Recipient]) -> Text | None:
    """What should be said about who can read: two recovery keys keep a lost one from mattering."""
    count = len({one.age for one in recipients if one.role is Role.RECOVERY})
    return None if count >= RECOMMENDED_RECOVERY else _MORE_RECOVERY.format(count)


_NO_RECIPIENT = Text(
    "这不是 age 公钥（age1 开头）。请重新扫描二维码，或向机构索取公钥文件。",
    "This is no age public key (age1…). Scan the code again, or ask the institution for its key file.",
)
_IS_SECRET = Text(
    "这是私钥，不能当作收件人添加，也不要发给任何人。请索取以 age1 开头的公钥。",
    "This is a secret key: do not add it or give it to anybody. Ask for the public one, which begins with age1.",
)
_NO_IDENTITY = Text(
    "这不是 age 私钥。请检查有没有抄漏、抄错，再试一次。",
    "This is no age secret key. Check it for missing or wrong characters and try again.",
)
_TOO_MANY = Text(
    "收件人太多（最多 {} 个）。请删去不再使用的。",
    "There are too many recipients (at most {}). Remove those no longer used.",
)
_MORE_RECOVERY = Text(
    "建议设置两个应急恢复公钥（现有 {} 个），由两位负责人分开离线保管。",
    "Two recovery keys are recommended (there are {}), kept offline by two people.",
)
