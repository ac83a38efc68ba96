"""Answers files: whole applications of nobody, with days that follow the calendar and papers to be drawn.

An answers file has the shape of a package's `data/application.json`. Beside plain answers it may say

- `today`, `today-3`, `today+90 14:30` for a day or moment counted from the day of playing, and `now`;
- `["specimen:id_front", …]` for pictures, drawn from the answers of the same file, or paths beside it;
- `signed`, or `signed after showing`, for a signature to be written on the pad.

Beside `answers` it may have `planted`: answers that are typed wrong first, for the rehearsal to find.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from poswizard import paths
from poswizard.demo import scenes, specimens
from poswizard.demo.papers import LicenceWords
from poswizard.forms.answers import Json
from poswizard.forms.kinds import CHINA_TIME
from poswizard.forms.step import Milestone

SPECIMEN = "specimen:"
KINDS = ("micro", "sole", "corp")
"""The samples that ship with the program."""
_DAY = re.compile(r"today([+-]\d{1,4})?(?: (\d\d:\d\d))?")


@dataclass(frozen=True)
class Sample:
    """One answers file, its days worked out."""

    title: str
    milestone: Milestone
    answers: Mapping[str, Mapping[str, Json]]
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why warnings are accepted, by the issue's reason key."""
    folder: Path = Path()
    planted: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    """What is typed first in the place of an answer, and put right once the rehearsal has found it."""

    @property
    def planted_keys(self) -> tuple[str, ...]:
        """Keys of the questions that are first answered wrong."""
        return tuple(f"{step}.{name}" for step, names in self.planted.items() for name in names)

    def typed_first(self, step: str) -> Mapping[str, Json]:
        """The answers of a step as they are given when its page is first come to."""
        return {**self.answers.get(step, {}), **self.planted.get(step, {})}

    def value(self, key: str) -> Any:
        """The answer to `identity.name`, or nothing."""
        step, name = key.split(".")
        return self.answers.get(step, {}).get(name)


def shipped(kind: str) -> Path:
    """The answers file of a kind of applicant that ships with the program."""
    return paths.resources() / "samples" / f"{kind}.json"


def read_sample(file: Path, today: date, now: datetime | None = None) -> Sample:
    """The sample in a file, its days counted from `today`."""
    stored = json.loads(file.read_text(encoding="utf-8"))
    moment = now or datetime.now(CHINA_TIME)
    reasons = {key: item["text"] for key, item in stored.get("reasons", {}).items()}
    answers = _dated(stored["answers"], today, moment)
    milestone = Milestone(stored.get("milestone", "application"))
    planted = stored.get("planted", {})
    return Sample(stored.get("title", file.stem), milestone, answers, reasons, file.parent, planted)


@dataclass
class Papers:
    """The papers of a sample as files in a folder, drawn when they are first asked for."""

    sample: Sample
    folder: Path

    def __call__(self, name: str) -> Path:
        """The file of a paper: drawn if it is a specimen, else the one beside the answers file."""
        if not name.startswith(SPECIMEN):
            return self.sample.folder / name
        file = self.folder / f"{name.removeprefix(SPECIMEN)}.jpg"
        if not file.exists():
            file.write_bytes(_DRAWN[file.stem](self.sample))
        return file


def _dated(value: Any, today: date, now: datetime) -> Any:
    if isinstance(value, dict):
        return {key: _dated(item, today, now) for key, item in value.items()}
    if isinstance(value, list):
        return [_dated(item, today, now) for item in value]
    if value == "now":
        return now.isoformat(timespec="minutes")
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    day = today + timedelta(days=int(found[1] or 0))
    return f"{day}T{found[2]}+08:00" if found[2] else day.isoformat()


def _day(value: Json) -> date | None:
    return None if value in (None, "long-term") else date.fromisoformat(value)


def _id_back(step: str, prefix: str = "") -> Callable[[Sample], bytes]:
    def drawn(sample: Sample) -> bytes:
        since = _day(sample.value(f"{step}.{prefix}valid_from")) or date(2020, 1, 1)
        return specimens.id_back(
            valid_from=since, valid_until=_day(sample.value(f"{step}.{prefix}valid_until"))
        )

    return drawn


def _id_front(name: str, number: str, address: str = "") -> Callable[[Sample], bytes]:
    def drawn(sample: Sample) -> bytes:
        lives_at = sample.value(address) if address else None
        return specimens.id_front(
            sample.value(name), sample.value(number), lives_at or specimens.ADDRESS
        )

    return drawn


def _licence(sample: Sample) -> bytes:
    """All that the form asks of a licence stands on it."""
    said = sample.value
    is_company = said("basics.merchant_kind") == "enterprise"
    since, until = _day(said("licence.valid_from")), _day(said("licence.valid_until"))
    founded = _day(said("licence.founded_on")) or since or date(2021, 3, 15)
    capital = Decimal(said("licence.capital") or 0) / 10_000
    return specimens.licence(
        LicenceWords(
            name=said("licence.registered_name"),
            uscc=said("licence.number"),
            person=said("identity.name"),
            address=said("licence.address"),
            kind="有限责任公司" if is_company else "个体工商户",
            scope=said("licence.scope"),
            founded=founded,
            capital=f"{capital:f}万元人民币",
            term=_TERM.format(since or founded, until) if until else "长期",
        )
    )


_TERM = "自{:%Y年%m月%d日}至{:%Y年%m月%d日}"


def _account_permit(sample: Sample) -> bytes:
    said = sample.value
    return specimens.account_permit(
        said("account.account_name"),
        said("account.number"),
        said("account.branch_name") or said("account.bank"),
        said("identity.name"),
    )


def _shop(sample: Sample) -> str:
    return sample.value("business.trade_name")


def _merchant(sample: Sample) -> str:
    return sample.value("licence.registered_name") or sample.value("identity.name")


def _settlement_letter(sample: Sample) -> bytes:
    return specimens.authorisation_letter(
        _merchant(sample),
        sample.value("account.account_name"),
        sample.value("account.holder_id_number"),
        sample.value("account.number"),
    )


def _handler_letter(sample: Sample) -> bytes:
    words = f"兹授权 {sample.value('contact.name')} 代为办理银行卡收单业务申请及相关手续。"
    return specimens.letter("业务办理授权函", ("致:收单机构", words), _merchant(sample))


def _permit(sample: Sample) -> bytes:
    words = (f"经营者名称  {_merchant(sample)}", f"经营场所  {_shop(sample)}", "主体业态  餐饮服务")
    return specimens.letter("食品经营许可证", words, "样本市场监督管理局", "JY00000000000001")


def _agreement(page: int) -> Callable[[Sample], bytes]:
    words = f"样本,第 {page} 页。收单机构与特约商户就受理银行卡和条码支付达成如下协议。"
    return lambda sample: specimens.letter(
        "特约商户收单服务协议", (words, f"第 {page} 页"), _merchant(sample)
    )


def _form(title: str, words: str) -> Callable[[Sample], bytes]:
    return lambda sample: specimens.letter(title, (words, _shop(sample)), _merchant(sample))


_DRAWN: Mapping[str, Callable[[Sample], bytes]] = {
    "id_front": _id_front("identity.name", "identity.number", "identity.address"),
    "id_back": _id_back("identity"),
    "handler_id_front": _id_front("contact.name", "contact.number"),
    "handler_id_back": _id_back("contact"),
    "payee_id_front": _id_front("account.account_name", "account.holder_id_number"),
    "payee_id_back": _id_back("account", "holder_"),
    "licence": _licence,
    "permit": _permit,
    "shop_front": lambda sample: scenes.shop_front(_shop(sample)),
    "interior": lambda sample: scenes.interior(),
    "till": lambda sample: scenes.till(),
    "door_plate": lambda sample: scenes.door_plate(),
    "bank_card": lambda sample: specimens.bank_card(
        sample.value("account.number"), sample.value("account.bank")
    ),
    "account_permit": _account_permit,
    "settlement_letter": _settlement_letter,
    "handler_letter": _handler_letter,
    "agreement": _agreement(1),
    "agreement_signatures": _agreement(2),
    "lease": _form("房屋租赁合同", "甲方将下列房屋出租给乙方用于经营,租期五年。"),
    "signed_consent": _form("个人信息处理同意书", "本人同意按告知书处理上述信息。签名  样本"),
    "signed_form": _form("特约商户申请表(签字页)", "以上内容属实。签名  样本"),
    "contract": _form("特约商户协议(双方签署)", "双方签字盖章,自签署之日起生效。"),
    "slip": _form("POS 签购单(样本)", "卡号 622848******1234  金额 1.00 元  凭证号 000001"),
    "terminal_label": lambda sample: specimens.terminal_label("SPECIMEN-0001"),
    "installed": lambda sample: scenes.terminal_in_place(),
    "site": lambda sample: scenes.place_of_the_terminal(),
}
