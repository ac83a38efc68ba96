"""The sealed package: signed by the station that made it, encrypted to those who may read it.

`<number>-r1.zip.age` is the plain package (a BagIt bag in a stored zip) encrypted by age to X25519
recipients; `<number>-r1.zip.age.p7s` beside it is a detached CMS signature (DER, ECDSA P-256 with SHA-256)
over the encrypted file, so that a receiver knows the sender before anything is decrypted or parsed.
`data/seal.json` inside repeats who signed, for whom, package id and sequence: under the manifest and the
signature. `data/application.pdf` carries a PAdES-B-B signature by the same certificate.

The station that signs (`stations`); its value is pickled or stored whole, the key only in the encrypted store:

    Station(certificate: Certificate, key: SoftwareKey | TokenKey, chain: tuple[Certificate, ...] = ())
    new_station(name: str, now: datetime) -> Station          self-signed, valid for VALID_DAYS
    renewed(station, now) -> Station                          a new key and certificate, the same name
    request(station) -> bytes                                 CSR as PEM, for the institution
    installed(station, pem, now, roots=()) -> Station          the certificate that came back; key and chain checked
    station.status(now) -> StationStatus                      VALID, EXPIRES_SOON, EXPIRED, NOT_YET_VALID
    station.certificate.{name, fingerprint, valid_from, valid_until, pem, der}
    SoftwareKey(pkcs8: bytes)                                 the secret; store `.pkcs8` in the encrypted store
    tokens.modules() -> list[Path]; tokens.tokens(module) -> list[str]
    tokens.make_key(place: TokenPlace, pin) -> TokenKey; key_on(place, pin); key.with_pin(pin); stations.station_on(key, name, now) -> Station
    TokenPlace(module: Path, token: str, key_label: str)      what is stored of a token; the PIN never is

Fingerprints (`fingerprints`), SHA-256 in lower-case hex everywhere, and to be read aloud:

    digits(fingerprint) -> "1234 5678 …" (8 groups);  words(fingerprint) -> "山水 火车 …" (10 words of two characters)

Who may read (`recipients`) and whom is believed (`signers`):

    Recipient(name, age: str, role: Role, added: Added); .fingerprint
    Role.INSTITUTION | Role.RECOVERY;  Source.FILE | Source.QR | Source.TYPED | Source.MADE_HERE
    recipient.as_text() -> str                                the same line in a file and in a QR code
    recipient_from_text(text, added: Added, name="", role=Role.INSTITUTION) -> Recipient     or a bare age1… key
    require_recipients(recipients) (raises NoInstitutionError); recipients.advice(recipients) -> Text | None
    identity_from_text(text, name) -> Identity               an age identity file, or typed from paper
    Identity(name, secret: str); new_identity(name); identity.as_recipient(role, added)
    TrustedSigner(certificate, name, added, revoked_on: date | None = None); .fingerprint; .is_authority
    signer_as_text(certificate) -> str;  signer_from_text(text | PEM, added, name="") -> TrustedSigner
    Added(on: date, by: str, source: Source)                  (`key_text`)
    read_revocations(data: bytes, issuers: Sequence[Certificate]) -> RevocationList          CRL, PEM or DER
    RevocationList(data, issuer (fingerprint), number, issued_on, next_on, serials)

Sealing (`seal`); everything happens in memory, no plain file ever reaches a disk:

    SealOrder(station, recipients, sequence: int, now: datetime, package_id: str = <new UUID>,
              audit: AuditHead | None = None, suite: Suite = Suite.AGE_P256,
              with_sm3: bool = False)                         manifest-sm3.txt beside manifest-sha256.txt
    AuditHead(counter: int, hash: str)
    write_sealed(case: hand_over.Case, to: Path, order, progress, cancelled, extra: Mapping[path, Content] = {}) -> Sealed
    seal_payload(name, payload, info, to, order, watch=Watch()) -> Sealed             the same below a case
    Sealed(path, signature_path, sha256 (of the .age), signature_sha256, size, statement: Statement, bag_sha256)
    raises PackageError's kinds, IncompleteError, and of `errors`: SealError's kinds, AlreadyThereError among them

Opening (`open_sealed`, `trust`, `names.is_sealed`), signature before decryption before parsing, nothing is written:

    Trust(signers, identities, revocations=(), seen: Callable[[package_id], str | None] = …)
          `seen` gives the `bag_sha256` that was received under a package id
    open_sealed(path, trust, now, progress, cancelled, expected_schema=None) -> SealedVerdict(Verdict)
    SealedVerdict: Verdict's path, outcome, checked, reason, entry, bag  +  sender: TrustedSigner | None,
          certificate: Certificate | None, statement: Statement | None
    is_sealed(path) -> bool                                   by name: .zip.age or .zip.age.p7s
    Statement(suite, package_id, name, sequence, signer, signer_name, recipients: tuple[Addressee, ...], sealed_at, audit)
    verify.Outcome has besides: UNKNOWN_SENDER, REVOKED_SENDER, EXPIRED_SENDER, NOT_FOR_US, REPLAY

Signing other small files (replies), with the content inside the signature (`cms`):

    cms.signed_file(content: bytes, station, now) -> bytes    .p7m; openssl cms -verify -inform DER
    cms.read_signed_file(data: bytes) -> cms.Signature        .content, .certificate, .chain, .signed_at; proved, not yet trusted
    Trust(...).judge(signature, now) -> TrustedSigner         raises UntrustedError with .outcome

Papers (`papers`): sealed_cover_sheet(sealed), recovery_key_sheet(identity, made); HOW_TO_OPEN, commands(name).
"""
