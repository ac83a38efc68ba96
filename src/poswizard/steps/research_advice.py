"""What the stated needs speak for, each with its reason: device types, channels, networks, and the category."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from poswizard.domain.category import Category, FeeClass, suggestions
from poswizard.domain.merchant import MerchantKind, PlaceKind, Premises
from poswizard.domain.terminal import CardScheme, DeviceType, Network, TransactionKind
from poswizard.forms.answers import Answers
from poswizard.steps.basics import Basics, Needs
from poswizard.steps.preparation_checks import (
    CARDS,
    MICRO_CEILING,
    MICRO_CREDIT_A_DAY,
    MICRO_CREDIT_A_MONTH,
    suggested_device_types,
)
from poswizard.steps.preparation_choices import NeededFunction
from poswizard.text import Text, Vocabulary

MOST_CATEGORIES = 3
NEEDS_CHECK = "需求核对"
PRICE_RULES = "发改价格〔2016〕557号"
TERMINAL_RULES = "银发〔2021〕259号"
SITE_RULES = "装机前现场核对"


class AdviceKind(Vocabulary):
    """What a piece of advice is about."""

    DEVICE = "device", Text("机型", "Device type")
    CHANNEL = "channel", Text("要开通的收款方式", "Means of payment to open")
    NETWORK = "network", Text("联网方式", "Network")
    CATEGORY = "category", Text("商户类别码", "Category code")


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that fits, and why."""

    kind: AdviceKind
    what: Text
    why: Text
    source: str
    """The rule it rests on, or where in the process it comes from."""


@dataclass(frozen=True, slots=True)
class Wants:
    """What the needs say, empty where nothing was said."""

    merchant: MerchantKind | None
    premises: Premises | None
    place: PlaceKind | None
    trade: str
    channels: tuple[CardScheme, ...]
    functions: tuple[NeededFunction, ...]

    @property
    def is_mobile(self) -> bool:
        """The terminal is carried about."""
        return self.premises is Premises.ITINERANT or NeededFunction.MOBILE_USE in self.functions

    @property
    def takes_cards(self) -> bool:
        """Some customers pay by card."""
        return bool(CARDS & set(self.channels))


def wants(answers: Answers) -> Wants:
    """The needs as they are stated now."""
    return Wants(
        answers.get(Basics.merchant_kind),
        answers.get(Basics.premises),
        answers.get(Needs.place_kind),
        answers.get(Needs.trade) or "",
        answers.get(Needs.channels) or (),
        answers.get(Needs.functions) or (),
    )


def advice(needs: Wants) -> tuple[Advice, ...]:
    """Everything the needs speak for, by kind; nothing while too little is stated."""
    if not needs.channels:
        return tuple(_categories(needs))
    return (*_devices(needs), *_channels(needs), *_networks(needs), *_categories(needs))


def _devices(needs: Wants) -> Iterator[Advice]:
    premises = needs.premises or Premises.FIXED
    for device in suggested_device_types(premises, needs.channels, needs.functions):
        yield Advice(AdviceKind.DEVICE, device.label, _why_device(device, needs), NEEDS_CHECK)
    if len(needs.channels) > 1 and not needs.takes_cards:
        why = Text(
            "放在柜台上的备用码，停电时也能收款", "A spare on the counter that needs no power"
        )
        yield Advice(AdviceKind.DEVICE, DeviceType.QR_PLATE.label, why, NEEDS_CHECK)


def _why_device(device: DeviceType, needs: Wants) -> Text:
    if not needs.takes_cards:
        return Text("只收扫码，不用读卡", "Codes only: no card reader needed")
    if needs.is_mobile and device is DeviceType.MOBILE:
        return Text(
            "轻便，连手机就能用；一般不打纸质小票", "Light, works with a phone; most print no slip"
        )
    if needs.is_mobile:
        return Text(
            "能带着走，刷卡、扫码、打小票一台全有", "Portable; cards, codes and slips in one"
        )
    if {NeededFunction.PAYMENT_PLATFORM, NeededFunction.BANK_SYSTEM} & set(needs.functions):
        return Text(
            "能装软件，和收银系统、银行系统对接", "Runs software that connects to till and bank"
        )
    if set(needs.channels) - CARDS:
        return Text(
            "刷卡和扫码都收，一台机器对一本账", "Cards and codes on one machine, one account"
        )
    if device is DeviceType.TRADITIONAL:
        return Text("只刷卡、固定柜台，便宜耐用", "Cards at a fixed counter: cheap and sturdy")
    return Text("以后要加扫码不用换机器", "Codes can be added later without another machine")


def _channels(needs: Wants) -> Iterator[Advice]:
    for applies, what, why, source in _CHANNEL_ADVICE:
        if applies(needs):
            yield Advice(AdviceKind.CHANNEL, what, why, source)


def _networks(needs: Wants) -> Iterator[Advice]:
    wired = (
        Network.ETHERNET,
        Text("固定柜台用网线最稳", "At a fixed counter a cable is the steadiest"),
    )
    spare = (
        Network.MOBILE_DATA,
        Text("断网时的备用线路，流量卡费要问清", "A spare line; ask what the SIM costs"),
    )
    away = (
        Network.MOBILE_DATA,
        Text("带出去也能联网，流量卡费要问清", "Works anywhere; ask what the SIM costs"),
    )
    for network, why in (away,) if needs.is_mobile else (wired, spare):
        yield Advice(AdviceKind.NETWORK, network.label, why, SITE_RULES)


def _categories(needs: Wants) -> Iterator[Advice]:
    open_to = (c for c in suggestions(needs.trade, limit=9) if _is_open(c, needs))
    for found in islice(open_to, MOST_CATEGORIES):
        what = Text(f"{found.code} {found.name.zh}", f"{found.code} {found.name.en}")
        yield Advice(AdviceKind.CATEGORY, what, _why_category(found), TERMINAL_RULES)


def _is_open(found: Category, needs: Wants) -> bool:
    return needs.merchant is not MerchantKind.MICRO or found.is_open_to_micro


def _why_category(found: Category) -> Text:
    why = Text("与主营的说法相符，{0}", "Fits the main trade as described; {0}").format(
        found.fee_class
    )
    if found.fee_class is not FeeClass.STANDARD:
        why += Text("，要交证明才能用", ", and proof is asked for")
    if found.permit:
        why += Text("；要有{0}", "; needs: {0}").format(found.permit)
    return why


def _has(*channels: CardScheme) -> Callable[[Wants], bool]:
    return lambda needs: bool(set(channels) & set(needs.channels))


def _does(function: NeededFunction) -> Callable[[Wants], bool]:
    return lambda needs: function in needs.functions


def _holds_first(needs: Wants) -> bool:
    """Guests pay a hold before they stay."""
    return needs.place is PlaceKind.HOTEL or NeededFunction.PRE_AUTHORISATION in needs.functions


def _micro_credit(needs: Wants) -> bool:
    return needs.merchant is MerchantKind.MICRO and CardScheme.CREDIT in needs.channels


_CHANNEL_ADVICE: tuple[tuple[Callable[[Wants], bool], Text, Text, str], ...] = (
    (
        _has(CardScheme.DEBIT),
        Text("借记卡刷卡", "Debit cards"),
        Text(
            "每笔手续费可以封顶，大额收款最省；报价一定要写明封顶",
            "The fee can be capped, which is best for large payments: the quote must state the cap",
        ),
        PRICE_RULES,
    ),
    (
        _has(CardScheme.CREDIT),
        Text("信用卡刷卡", "Credit cards"),
        Text(
            "没有封顶，成本约 0.48 %，报价太低要问清",
            "No cap, and it costs about 0.48 %: ask how a lower quote is possible",
        ),
        PRICE_RULES,
    ),
    (
        _micro_credit,
        Text("信用卡限额", "Credit card ceiling"),
        Text(
            "小微商户信用卡每天最多 {0} 元、每月 {1} 元；常收信用卡的，先办个体执照更合适",
            "A micro merchant may take {0} yuan a day and {1} a month: with more, a licence fits better",
        ).format(f"{MICRO_CREDIT_A_DAY:,}", f"{MICRO_CREDIT_A_MONTH:,}"),
        MICRO_CEILING,
    ),
    (
        _has(CardScheme.WECHAT, CardScheme.ALIPAY, CardScheme.UNIONPAY_QR),
        Text("聚合扫码", "One code for all"),
        Text(
            "微信、支付宝、云闪付一个码收，一起对账；要用商户码，个人码不能代替",
            "WeChat, Alipay and UnionPay in one code and account; a merchant's code, not a personal one",
        ),
        TERMINAL_RULES,
    ),
    (
        _has(CardScheme.DIGITAL_YUAN),
        CardScheme.DIGITAL_YUAN.label,
        Text("问清这家机构开没开通", "Ask whether the institution has opened it"),
        NEEDS_CHECK,
    ),
    (
        _has(CardScheme.FOREIGN),
        TransactionKind.FOREIGN_CARDS.label,
        Text(
            "要单独开通，费率另算，不是每家都有",
            "Opened separately, at other rates, and not by everyone",
        ),
        NEEDS_CHECK,
    ),
    (
        _holds_first,
        TransactionKind.PREAUTHORISATION.label,
        Text("先押后结，要单独开通", "A hold first, the charge later: opened separately"),
        NEEDS_CHECK,
    ),
    (
        _does(NeededFunction.REMOTE_PAYMENT),
        Text("线上收款产品", "Online payment product"),
        Text(
            "顾客不在店里要走商户的线上产品，个人收款码不得用于远程收款",
            "A customer who is not present pays by an online product; personal codes may not be used",
        ),
        TERMINAL_RULES,
    ),
)
