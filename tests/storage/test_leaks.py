"""What was typed can be read in no file of the store, and nothing of it is left after a deletion."""

from __future__ import annotations

import base64
import json
from contextlib import closing
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from poswizard.storage import vault
from poswizard.storage.applications import Applications
from poswizard.storage.backup import write_backup
from poswizard.storage.database import Database, open_database
from poswizard.storage.scans import Scans
from poswizard.storage.search import normalised
from poswizard.wizard.summary import Summary
from tests.storage.conftest import KEY, QUICK

PLANTED = {
    "name": "欧阳测试甲",
    "pinyin": "ouyangceshijia",
    "resident_id": "11010119900307109X",  # synthetic specimen, wrong check digit
    "card": "6222029999999999999",  # synthetic specimen
    "mobile": "19900001234",  # synthetic specimen
    "address": "成都市样本路 1 号",
}

TYPED = "样本-correct-horse"


def spelled(value: str) -> set[bytes]:
    """A value as it might stand in a file."""
    plain = {value.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")}
    return plain | {base64.b64encode(one) for one in plain}


def plant(database: Database) -> str:
    applications = Applications(database)
    words = normalised(" ".join(PLANTED.values()))
    summary = Summary(applicant=PLANTED["name"], shop=PLANTED["address"], search_words=words)
    made = applications.new(summary, operator="clerk-1")
    scan = Scans(database).put(" ".join(PLANTED.values()).encode() * 100, "image/jpeg")
    answers = json.dumps({**PLANTED, "front": {"sha256": scan}}, ensure_ascii=False)
    applications.save(made.id, 1, {"merchant": answers}, summary, list(PLANTED), "clerk-1")
    applications.save(made.id, 2, {"merchant": answers}, Summary(search_words="x"), [], "clerk-1")
    applications.save(made.id, 3, {"merchant": answers}, summary, [], "clerk-1")
    return made.id


def test_planted_values_stand_in_no_file_of_the_store(folder: Path, tmp_path: Path) -> None:
    database = open_database(folder, vault.create(folder, TYPED, cost=QUICK))
    plant(database)
    write_backup(database, folder / "backup.zip")
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {"poswizard.db", "poswizard.db-wal"} <= {path.name for path in files}
    for path in files:
        data = path.read_bytes()
        for value in (*PLANTED.values(), TYPED):
            assert not any(one in data for one in spelled(value)), path.name
            assert value not in path.name
    database.close()
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_a_deleted_application_leaves_nothing_even_for_who_has_the_key(folder: Path) -> None:
    database = open_database(folder, KEY)
    other = Applications(database).new(Summary(search_words="别人"))
    before = remnants(database)
    planted = plant(database)
    assert remnants(database) > before
    Applications(database).delete(planted)
    assert remnants(database) == []
    assert (folder / "poswizard.db-wal").stat().st_size == 0
    assert [one.id for one in Applications(database).page("别人")] == [other.id]
    database.close()


def remnants(database: Database) -> list[str]:
    """The planted values found in the decrypted pages, free ones and index blocks among them."""
    plain = decrypted_pages(database)
    grams = ("ouyan", "欧阳测")
    found = [name for name, value in PLANTED.items() if value.encode() in plain]
    return found + [
        gram for gram in grams if gram.encode()[-3:] in plain and gram.encode() in plain
    ]


def decrypted_pages(database: Database) -> bytes:
    """The whole file as it is inside the encryption: exported page by page to a plain image."""
    database.checkpoint()
    with closing(database.file.connect()) as connection:
        blocks = [row[0] for row in connection.execute("SELECT block FROM search_index_data")]
    return _pages(database) + b"".join(bytes(block) for block in blocks)


def _pages(database: Database) -> bytes:
    """Decrypt by hand (AES-256-CBC; the IV and the HMAC stand in the last 80 bytes of each page)."""
    data, out = database.file.path.read_bytes(), []
    with database.file.key.plain() as key:
        for start in range(0, len(data), 4096):
            page = data[start : start + 4096]
            body, tail = page[16 if start == 0 else 0 : -80], page[-80:]
            decryptor = Cipher(algorithms.AES(bytes(key)), modes.CBC(tail[:16])).decryptor()
            out.append(decryptor.update(body) + decryptor.finalize())
    return b"".join(out)


def test_the_remnant_search_itself_finds_what_is_there(folder: Path) -> None:
    database = open_database(folder, KEY)
    plant(database)
    assert set(PLANTED) <= set(remnants(database))
    database.close()
