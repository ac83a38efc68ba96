"""Licences, permits, cards and labels, from lines."""

from __future__ import annotations

import pytest

from poswizard.documents.reading.fact import DocumentKind, Fact, Reading
from poswizard.documents.reading.kinds import kind_of, understood
from poswizard.documents.reading.line import Code, Line
from tests.documents.reading.sheets import bars, line, qr, sheet

USCC = "91510104MA70GFT935"  # synthetic specimens, of nobody
OLD = "511102888543540"
CARD = "6222025074841861214"


def licence(codes: tuple[Code, ...] = (), /, **more: Line) -> Reading:
    rows = {
        "title": line("营业执照", 700, 200),
        "label": line("统一社会信用代码", 116, 262),
        "number": line(USCC, 116, 312),
        "l1": line("名称", 120, 470),
        "name": line("成都样本梅建食品有限公司", 360, 470),
        "l2": line("类型", 120, 580),
        "kind": line("有限责任公司(自然人独资)", 360, 580),
        "l3": line("法定代表人", 120, 690),
        "person": line("梁军秀", 360, 690),
        "l4": line("经营范围", 120, 800),
        "scope": line("软件开发;信息技术咨询", 360, 800),
        "scope2": line("服务;电子产品销售", 360, 850),
        "r1": line("注册资本", 1080, 470),
        "capital": line("叁佰万元整", 1290, 470),
        "r2": line("成立日期", 1080, 580),
        "founded": line("2007年09月27日", 1290, 580),
        "r3": line("住所", 1080, 690),
        "address": line("四川省成都市锦江区样本", 1290, 690),
        "address2": line("路98号10栋", 1290, 745),
        "foot": line("登记日期2023年01月05日", 1400, 1310),
    } | more
    return understood(
        sheet(*rows.values(), codes=codes, width=1960, height=1386), DocumentKind.LICENCE
    )


def test_a_merged_licence_is_read_in_both_columns() -> None:
    reading = licence()
    assert reading.said == {
        Fact.NUMBER: USCC,
        Fact.NAME: "成都样本梅建食品有限公司",
        Fact.KIND: "有限责任公司（自然人独资）",
        Fact.CAPITAL: "叁佰万元整",
        Fact.SCOPE: "软件开发；信息技术咨询服务；电子产品销售",
        Fact.ADDRESS: "四川省成都市锦江区样本路98号10栋",
        Fact.PERSON: "梁军秀",
        Fact.FOUNDED: "2007-09-27",
    }
    assert reading[Fact.NUMBER].verified
    assert reading.seen is DocumentKind.LICENCE


def test_labels_set_wide_are_labels_though_found_apart() -> None:
    apart = {"l1": line("名", 120, 470), "l1b": line("称", 230, 470)}
    assert licence(**apart)[Fact.NAME].text == "成都样本梅建食品有限公司"


def test_the_code_of_a_licence_is_surer_than_its_print() -> None:
    blurred = line("9151O1O4MA7OGFT9S5", 116, 312, confidence=0.4)
    value = licence((qr(f"https://specimen.invalid/?uniscid={USCC}"),), number=blurred)[Fact.NUMBER]
    assert (value.text, value.verified, value.confidence) == (USCC, True, 1.0)


def test_a_code_with_a_wrong_check_character_proves_nothing() -> None:
    reading = licence((qr(USCC[:-1] + "6"),))
    assert reading[Fact.NUMBER].text == USCC


def test_letters_that_no_credit_code_holds_are_mended() -> None:
    value = licence(number=line(USCC.replace("0", "O"), 116, 312))[Fact.NUMBER]
    assert (value.text, value.repaired) == (USCC, True)


def test_an_old_licence_has_fifteen_digits() -> None:
    reading = understood(
        sheet(
            line("营业执照", 353, 250),
            line(f"注册号{OLD}", 636, 360),
            line("经营者", 120, 754),
            line("唐晓玉", 350, 754),
            line("成立日期", 120, 845),
            line("二〇〇八年十月二十一日", 355, 845),
            width=1240,
            height=1754,
        ),
        DocumentKind.LICENCE,
    )
    assert reading[Fact.NUMBER].text == OLD
    assert reading[Fact.NUMBER].verified
    assert reading[Fact.PERSON].text == "唐晓玉"
    assert reading[Fact.FOUNDED].text == "2008-10-21"


def test_a_kind_whose_beginning_was_hidden_is_whole_but_not_sure() -> None:
    value = licence(kind=line("责任公司(自然人独资)", 440, 580))[Fact.KIND]
    assert value.text == "有限责任公司（自然人独资）"
    assert value.confidence <= 0.5


@pytest.mark.parametrize("printed", ["股份有限公司(上市)", "有限责任公司分公司", "个体工商户"])
def test_a_kind_that_is_whole_stays_as_it_is(printed: str) -> None:
    value = licence(kind=line(printed, 360, 580))[Fact.KIND]
    assert value.text == printed.replace("(", "（").replace(")", "）")
    assert value.confidence > 0.9


def test_a_term_without_end() -> None:
    more = {"r4": line("营业期限", 1080, 850), "term": line("2015年03月05日至长期", 1290, 850)}
    reading = licence(**more)
    assert reading[Fact.VALID_FROM].text == "2015-03-05"
    assert reading[Fact.VALID_UNTIL].text == "长期"


def bank_card(*lines: Line) -> Reading:
    return understood(sheet(*lines), DocumentKind.BANK_CARD)


def test_a_bank_card_in_groups() -> None:
    grouped = "6222 0250 7484 1861 214"
    reading = bank_card(
        line("中国工商银行", 85, 120), line(grouped, 88, 520), line("VALID THRU 07/29", 85, 650)
    )
    assert reading.said == {
        Fact.NUMBER: CARD,
        Fact.BANK: "中国工商银行",
        Fact.VALID_UNTIL: "2029-07",
    }
    assert reading[Fact.NUMBER].verified
    assert reading[Fact.BANK].verified


def test_groups_found_apart_are_one_number() -> None:
    groups = [line(CARD[n : n + 4], 88 + 180 * (n // 4), 520) for n in range(0, 19, 4)]
    assert bank_card(*groups)[Fact.NUMBER].text == CARD


def test_a_card_number_that_does_not_follow_luhn_is_said_but_not_called_verified() -> None:
    value = bank_card(line(CARD[:-1] + "5", 88, 520, confidence=1.0))[Fact.NUMBER]
    assert (value.text, value.verified) == (CARD[:-1] + "5", False)


def permit(*lines: Line) -> Reading:
    return understood(sheet(*lines, width=1754, height=1240), DocumentKind.ACCOUNT_PERMIT)


def test_an_account_permit_names_its_holder_in_a_sentence_of_two_lines() -> None:
    reading = permit(
        line("开户许可证", 570, 190),
        line("核准号:J3600836340906", 190, 320),
        line("经审核,成都样本兰萍餐饮", 190, 430),
        line("管理有限公司符合开户条件,准予开立", 190, 490),
        line("法定代表人(单位负责人)", 190, 640),
        line("吉木·日洛", 680, 640),
        line("开户银行", 190, 740),
        line("成都银行股份有限公司样本支行", 680, 740),
        line("账号", 190, 840),
        line("4492008047818049646", 680, 840),
    )
    assert reading.said == {
        Fact.NAME: "成都样本兰萍餐饮管理有限公司",
        Fact.BANK: "成都银行股份有限公司样本支行",
        Fact.PERSON: "吉木·日洛",
        Fact.ACCOUNT: "4492008047818049646",
        Fact.PERMIT_NUMBER: "J3600836340906",
    }
    assert reading.seen is DocumentKind.ACCOUNT_PERMIT


def test_a_food_permit() -> None:
    reading = understood(
        sheet(
            line("食品经营许可证", 520, 190),
            line("经营者名称", 150, 370),
            line("成都样本国娜食品有限公司", 600, 370),
            line("社会信用代码", 150, 480),
            line("91510703MAG0XUPCF0", 600, 480),
            line("许可证编号", 150, 810),
            line("JY251O7032378676", 600, 810),
            line("有效期至", 150, 920),
            line("2026年03月29日", 600, 920),
            width=1754,
            height=1240,
        ),
        DocumentKind.FOOD_PERMIT,
    )
    assert reading.said == {
        Fact.NAME: "成都样本国娜食品有限公司",
        Fact.USCC: "91510703MAG0XUPCF0",
        Fact.NUMBER: "JY25107032378676",
        Fact.VALID_UNTIL: "2026-03-29",
    }
    assert not reading[Fact.NUMBER].verified


def label(*codes: Code, serial: str = "SN: SP35229591428") -> Reading:
    return understood(
        sheet(
            line("型号 SP44 智能POS", 70, 110),
            line("入网许可证号 L4002", 70, 300),
            line(serial, 90, 660),
            codes=codes,
        ),
        DocumentKind.TERMINAL_LABEL,
    )


def test_a_terminal_label_in_print_alone() -> None:
    reading = label()
    assert reading.said == {
        Fact.SERIAL: "SP35229591428",
        Fact.MODEL: "SP44",
        Fact.NETWORK_LICENCE: "L4002",
    }
    assert not reading[Fact.SERIAL].verified


def test_a_bar_code_decides_what_the_serial_number_is() -> None:
    value = label(bars("SP35229591428"), serial="SN: SP3S229591428")[Fact.SERIAL]
    assert (value.text, value.verified) == ("SP35229591428", True)


def test_of_several_codes_the_one_printed_beside_sn_is_meant() -> None:
    value = label(bars("869012345678901"), bars("SP35229591428"))[Fact.SERIAL]
    assert value.text == "SP35229591428"


@pytest.mark.parametrize("words", [[], ["样本"], ["收款收据", "今收到"], ["姓名"], ["有效期限"]])
def test_too_few_words_are_no_document(words: list[str]) -> None:
    assert kind_of(words) is None


def test_of_a_stamp_beside_a_branch_no_letter_stays() -> None:
    reading = understood(
        sheet(
            line("基本存款账户信息", 400, 100),
            line("开户银行", 120, 300),
            line("成都银行股份有限公司样本支行E", 420, 300),
        ),
        DocumentKind.ACCOUNT_PERMIT,
    )
    assert reading[Fact.BANK].text == "成都银行股份有限公司样本支行"
