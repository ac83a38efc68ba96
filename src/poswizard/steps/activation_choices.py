"""Closed lists of the activation phase that no rule of the trade outside it needs."""

from poswizard.text import Text, Vocabulary


class ActivationWay(Vocabulary):
    """How the terminal was made to work for this merchant."""

    CODE = "code", Text("输入激活码", "By activation code")
    SCAN = "scan", Text("扫码激活", "By scanning a code")
    KEY_LOADING = "key_loading", Text("灌密钥后签到", "Keys loaded, then sign-on")


class ActivationResult(Vocabulary):
    """What the attempt to activate gave."""

    ACTIVE = "active", Text("已激活", "Active")
    WAITING = "waiting", Text("待激活", "Not activated yet")
    FAILED = "failed", Text("激活失败", "Failed")


class RefundApprover(Vocabulary):
    """Who must confirm a refund on the terminal."""

    SUPERVISOR = "supervisor", Text("主管密码", "Supervisor's password")
    OWNER = "owner", Text("经营者本人", "The operator in person")
    ANYONE = "anyone", Text("任何收银员", "Any cashier")


class SettlementPayer(Vocabulary):
    """Who stands as payer on the settlement credit: what tells 一清 from 二清."""

    ACQUIRER = "acquirer", Text("收单机构", "The acquirer")
    RESERVE_ACCOUNT = (
        "reserve_account",
        Text("收单机构备付金账户", "The acquirer's reserve account"),
    )
    OTHER_COMPANY = "other_company", Text("别的公司", "Another company")
    PERSON = "person", Text("个人", "A person")
