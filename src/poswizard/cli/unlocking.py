"""The store for a command: unlocked by the environment, the keychain or a prompt, and closed again."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from poswizard import paths
from poswizard.cli.saying import warn, wrong_use
from poswizard.domain.china_time import today_in_china
from poswizard.gate import PASSPHRASE_VARIABLE, Gate
from poswizard.storage.errors import NotFoundError
from poswizard.text import Text

if TYPE_CHECKING:
    from poswizard.office import Draft, Office

today = today_in_china
"""The day of asking."""

PIN_VARIABLE = "POSWIZARD_TOKEN_PIN"
"""Environment variable that holds the PIN of the token, for a command that nobody sits in front of."""

_NO_STORE = Text(
    "还没有资料库：{0}。请先打开窗口（poswizard）建立，或用 poswizard fill、restore。",
    "There is no store yet: {0}. Open the window (poswizard) to make one, or use fill or restore.",
)
_NO_PROMPT = Text(
    "需要口令：请在终端里运行，或设置环境变量 {0}。",
    "A passphrase is needed: run this in a terminal, or set the variable {0}.",
)
_NO_PIN_PROMPT = Text(
    "签名证书的密钥在密码钥匙上，需要 PIN：请在终端里运行，或设置环境变量 {0}。",
    "The signing key is on a token, whose PIN is needed: run this in a terminal, or set the variable {0}.",
)
_PIN = Text("密码钥匙的 PIN", "PIN of the token")
_PASSPHRASE = Text("口令", "Passphrase")
_NEW_PASSPHRASE = Text("为新资料库设口令", "Passphrase for the new store")
_AGAIN = Text("再输一遍", "Once more")
_CODE = Text(
    "恢复码（只显示这一次，请抄写并锁好；忘记口令时靠它打开）：\n{0}",
    "Recovery code (shown this once: write it down and lock it away; it opens the store if the passphrase is forgotten):\n{0}",
)
_NO_SUCH_NUMBER = Text(
    "资料库里没有编号 {0} 的申请。请用 poswizard list 查看编号。",
    "There is no application {0} in the store. See the numbers with `poswizard list`.",
)


@contextmanager
def unlocked(may_create: bool = False) -> Iterator[Office]:
    """The open store; what must be said of it goes to standard error."""
    gate = Gate(paths.data_folder(), today)
    if gate.is_new() and not may_create:
        wrong_use(_NO_STORE.format(gate.folder))
    office = _created(gate) if gate.is_new() else _entered(gate)
    try:
        for notice in office.notices():
            warn(notice)
        yield office
    finally:
        office.close()


def token_pin() -> str:
    """The PIN of a token: from the environment or a prompt, never from an argument, which others could read."""
    return os.environ.get(PIN_VARIABLE) or _asked(_PIN, _NO_PIN_PROMPT.format(PIN_VARIABLE))


def able_to_sign(office: Office) -> Office:
    """The office with its token unlocked, if its key is on one."""
    if office.key_ring.token_place() is not None:
        office.key_ring.unlock_token(token_pin())
    return office


def found(office: Office, number: str) -> Draft:
    """The application of a number, opened; raises `NotFoundError`, naming the number."""
    with naming(number):
        return office.find(number)


@contextmanager
def naming(number: str) -> Iterator[None]:
    """Lets a `NotFoundError` name the number that was asked for."""
    try:
        yield
    except NotFoundError:
        raise NotFoundError(_NO_SUCH_NUMBER.format(number)) from None


def _entered(gate: Gate) -> Office:
    if passphrase := os.environ.get(PASSPHRASE_VARIABLE):
        return gate.unlock(passphrase)
    return gate.recall() or gate.unlock(_asked(_PASSPHRASE, _no_prompt()))


def _created(gate: Gate) -> Office:
    passphrase = os.environ.get(PASSPHRASE_VARIABLE) or _asked(
        _NEW_PASSPHRASE, _no_prompt(), twice=True
    )
    office, code = gate.create(passphrase)
    warn(_CODE.format(code))
    return office


def _no_prompt() -> Text:
    return _NO_PROMPT.format(PASSPHRASE_VARIABLE)


def _asked(words: Text, nobody_there: Text, *, twice: bool = False) -> str:
    """What a person types, without an echo."""
    if not sys.stdin.isatty():
        wrong_use(nobody_there)
    again = str(_AGAIN) if twice else False
    return typer.prompt(str(words), hide_input=True, confirmation_prompt=again, err=True)
