"""Sealed packages changed on the way: `python -m tests.package.seal.mutants --count 1000000`.

Every mutant differs from the original, and none may be accepted, crash the reader or leave a file. Four kinds:
the encrypted file changed, the signature changed, the plain package changed and encrypted anew (with the old
signature, a stranger's, or the trusted sender's own), and whole parts swapped as somebody would who knows the format.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random

from poswizard.package.bag import Bag, read_bag
from poswizard.package.bag_writer import packed_bag
from poswizard.package.outcome import Outcome
from poswizard.package.seal import age, cms, statement
from poswizard.package.seal.stations import Station, new_station
from poswizard.package.watch import Watch
from tests.package.mutants import mutant
from tests.package.raw_zip import PAYLOAD, TOP
from tests.package.seal.world import (
    INFO,
    NOW,
    identity,
    opened,
    order,
    put,
    recipient,
    sealed_in,
    station,
)

RESULTS = Path(__file__).with_name("mutants.json")


@dataclass(frozen=True)
class Original:
    """A good package in all its parts, and another good one to swap with."""

    sealed: bytes
    signature: bytes
    plain: bytes
    other_sealed: bytes
    other_signature: bytes
    forged: tuple[bytes, bytes]
    """A whole package by a stranger who knows the institution's public key: nothing in it contradicts."""


@dataclass
class Tally:
    """What was found; `accepted` and `crashed` name the kind and how to make the mutant again."""

    outcomes: Counter[str]
    accepted: list[str]
    crashed: list[str]
    files_left: int = 0
    other_words: int = 0
    """Statements changed to another right one and signed by the sender's own key: its word, no mutant."""

    @property
    def is_clean(self) -> bool:
        return not (self.accepted or self.crashed or self.files_left)


Pair = tuple[bytes, bytes | None]
Kind = Callable[[Random, Original], Pair]

_STRANGER = new_station(station().name, NOW)  # even the name is copied


def original(folder: Path) -> Original:
    one = sealed_in(folder / "1", order(), PAYLOAD)
    other = sealed_in(folder / "2", order(sequence=2), PAYLOAD)
    forged = sealed_in(folder / "3", order(station=_STRANGER), PAYLOAD)
    data = one.path.read_bytes()
    plain = age.decrypt(data, [identity().secret])
    assert plain
    pairs = (other.path.read_bytes(), other.signature_path.read_bytes())
    forgery = (forged.path.read_bytes(), forged.signature_path.read_bytes())
    return Original(data, one.signature_path.read_bytes(), plain, *pairs, forgery)


def _sealed_again(plain: bytes) -> bytes:
    return age.encrypt(plain, [recipient().age, recipient("应急样本").age])


def _signed_by(by: Station, data: bytes) -> bytes:
    return cms.detached(hashlib.sha256(data).digest(), by, NOW)


def _changed(random: Random, data: bytes) -> bytes:
    """A mutant that is not by chance what it was."""
    found = data
    while found == data:
        found = mutant(random, data)
    return found


def _outer(random: Random, good: Original) -> Pair:
    """The file on the way, changed by accident or in its header by design."""
    data = good.sealed
    if random.random() < 0.4:
        return _changed(random, data[:600]) + data[600:], good.signature
    return _changed(random, data), good.signature


def _signature(random: Random, good: Original) -> Pair:
    return good.sealed, _changed(random, good.signature)


def _inner_kept_signature(random: Random, good: Original) -> Pair:
    return _sealed_again(_changed(random, good.plain)), good.signature


def _inner_by_a_stranger(random: Random, good: Original) -> Pair:
    data = _sealed_again(_changed(random, good.plain) if random.random() < 0.8 else good.plain)
    return data, _signed_by(_STRANGER, data)


def _inner_by_the_sender(random: Random, good: Original) -> Pair:
    """The worst case: the signature is good, only the strict reader is left."""
    data = _sealed_again(_changed(random, good.plain))
    return data, _signed_by(station(), data)


def _statement_changed(random: Random, good: Original) -> Pair:
    """Manifests made anew over a changed statement, signed by the sender's key."""
    inside = _statement_of(good)
    files = PAYLOAD | {statement.PATH: _changed(random, inside)}
    plain = packed_bag(Path(tempfile.gettempdir()), TOP, files, INFO, Watch())
    data = _sealed_again(plain)
    return data, _signed_by(station(), data)


def _parts_swapped(random: Random, good: Original) -> Pair:
    """Header of one, body of the other; signature of the other; none; two; a stranger's over the good file."""
    cut = good.sealed.index(b"\n--- ")
    other_cut = good.other_sealed.index(b"\n--- ")
    swapped: tuple[Pair, ...] = (
        (good.sealed[:cut] + good.other_sealed[other_cut:], good.signature),
        (good.other_sealed, good.signature),
        (good.sealed, good.other_signature),
        (good.sealed, None),
        (good.sealed, good.signature + good.other_signature),
        (good.sealed, _signed_by(_STRANGER, good.sealed)),
        good.forged,
        (good.forged[0], good.signature),
        (good.sealed, b""),
        (b"", good.signature),
        (age.encrypt(good.plain, [identity("另一家样本机构").age]), good.signature),
        (good.plain, _signed_by(station(), good.plain)),
    )
    return random.choice(swapped)


_FREE = re.compile(
    r"package_id|sequence|sealed_at|signer\.name|recipients\.\d\.name|recipients\.1\.fingerprint"
)
"""What a sender may state as it likes: changed to another right value and signed by its own key, it is its word.

Of the second recipient's key the first knows nothing; its own it compares.
"""


def _is_the_senders_word(name: str, bag: object, good: Original) -> bool:
    if not name.startswith(_statement_changed.__name__) or not isinstance(bag, Bag):
        return False
    before, now = (dict(_leaves(json.loads(each))) for each in (_statement_of(good), _read(bag)))
    return before.keys() == now.keys() and all(
        before[key] == now[key] or _FREE.fullmatch(key) for key in now
    )


def _leaves(value: object, key: str = "") -> Iterator[tuple[str, object]]:
    """Every single value with the names above it."""
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value if isinstance(value, list) else [])
    )
    found = [
        leaf
        for name, each in inside
        for leaf in _leaves(each, f"{key}.{name}" if key else str(name))
    ]
    yield from found or [(key, value)]


_KINDS: tuple[tuple[Kind, int], ...] = (
    (_outer, 50),
    (_signature, 20),
    (_inner_kept_signature, 8),
    (_inner_by_a_stranger, 8),
    (_inner_by_the_sender, 10),
    (_statement_changed, 2),
    (_parts_swapped, 2),
)


def _statement_of(good: Original) -> bytes:
    return _read(read_bag(good.plain))


def _read(bag: Bag) -> bytes:
    return bag.files[statement.PATH].read()


def campaign(count: int, folder: Path, seed: int = 1, progress: int = 0) -> Tally:
    """Try so many packages that differ from the good one; `progress` says how often it is told."""
    good, tally = original(folder), Tally(Counter(), [], [])
    kinds, weights = [kind for kind, _ in _KINDS], [weight for _, weight in _KINDS]
    work = folder / "work"
    work.mkdir()
    begun = time.monotonic()
    for number in range(1, count + 1):
        random = Random(f"{seed}:{number}")  # noqa: S311  (to break files, not to hide anything)
        kind = random.choices(kinds, weights)[0]
        _try(f"{kind.__name__} {seed}:{number}", kind(random, good), good, work, tally)
        if progress and number % progress == 0:
            rate = number / (time.monotonic() - begun)
            print(f"{seed}: {number} {dict(tally.outcomes)}, {rate:.0f}/s", flush=True)  # noqa: T201
    return tally


def _try(name: str, pair: Pair, good: Original, work: Path, tally: Tally) -> None:
    path = put(work, *pair)
    before = {file.name for file in work.iterdir()}
    try:
        found = opened(path)
    except Exception as error:  # noqa: BLE001  (what is being looked for)
        tally.crashed.append(f"{name}: {type(error).__name__}: {error}")
    else:
        whole = found.outcome is Outcome.COMPLETE
        if whole and _is_the_senders_word(name, found.bag, good):
            tally.other_words += 1
        else:
            tally.outcomes[found.outcome.value] += 1
            tally.accepted += [name] if whole else []
    tally.files_left += {file.name for file in work.iterdir()} != before
    for file in work.iterdir():
        file.unlink()


def _share(count: int, seed: int) -> tuple[Tally, int]:
    """One process's part, and its most memory in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        tally = campaign(count, Path(folder), seed, progress=10_000)
    return tally, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(arguments: list[str] | None = None) -> int:
    """Run the full form; exit code 1 if one mutant was accepted, crashed the reader or left a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args(arguments)
    seeds = range(chosen.seed, chosen.seed + chosen.processes)
    with ProcessPoolExecutor(chosen.processes, get_context("spawn")) as pool:
        parts = list(pool.map(_share, [chosen.count // chosen.processes] * len(seeds), seeds))
    whole = Tally(Counter(), [], [])
    for tally, _memory in parts:
        whole.outcomes += tally.outcomes
        whole.accepted += tally.accepted
        whole.crashed += tally.crashed
        whole.files_left += tally.files_left
        whole.other_words += tally.other_words
    _keep(whole, max(memory for _, memory in parts))
    print("\n".join([*whole.accepted, *whole.crashed][:50]))  # noqa: T201
    return 0 if whole.is_clean else 1


def _keep(tally: Tally, memory: int) -> None:
    found = {
        "mutants": tally.outcomes.total() + len(tally.crashed),
        "accepted": len(tally.accepted),
        "crashed": len(tally.crashed),
        "left a file": tally.files_left,
        "another right statement, signed by the sender's own key, so no mutant": tally.other_words,
        "most memory of a process in MiB": memory,
        "by verdict": dict(tally.outcomes.most_common()),
    }
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(json.dumps(found, indent=1))  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
