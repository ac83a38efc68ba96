"""Closed lists of after-care that no rule of the trade outside it needs."""

from poswizard.text import Text, Vocabulary


class VisitReason(Vocabulary):
    """Why the terminal was looked at."""

    PLANNED = "planned", Text("定期巡检", "Planned inspection")
    FAULT = "fault", Text("报修", "Fault reported")
    CHANGE = "change", Text("变更核实", "Change to be verified")


class ChangeKind(Vocabulary):
    """What a merchant may not change without telling the acquirer first."""

    MOVE = "move", Text("终端移机", "Terminal moved")
    TRADE_NAME = "trade_name", Text("经营名称", "Trade name")
    ACCOUNT = "account", Text("结算账户", "Settlement account")
    LEGAL_REPRESENTATIVE = (
        "legal_representative",
        Text("法定代表人或经营者", "Legal representative"),
    )
    CONTACT = "contact", Text("联系方式", "Contact")
    BUSINESS = "business", Text("经营范围或类别", "Business or category")
    DEVICE = "device", Text("更换终端", "Terminal replaced")
    CLOSURE = "closure", Text("撤机销户", "Removal and closure")


class ChangeState(Vocabulary):
    """How far a change request has come."""

    REPORTED = "reported", Text("已报收单机构", "Reported to the acquirer")
    APPROVED = "approved", Text("已批准", "Approved")
    REFUSED = "refused", Text("未批准", "Refused")
    DONE = "done", Text("已办理", "Done")


class BackupContent(Vocabulary):
    """What the merchant keeps a second copy of."""

    SLIPS = "slips", Text("签购单", "Slips")
    STATEMENTS = "statements", Text("对账单", "Statements")
    TILL_DATA = "till_data", Text("收银系统数据", "Till system's data")
    AGREEMENTS = "agreements", Text("协议和证照", "Agreement and certificates")


class BackupPlace(Vocabulary):
    """Where the second copy lies."""

    DISK = "disk", Text("移动硬盘或 U 盘", "External disk")
    SECOND_COMPUTER = "second_computer", Text("店内另一台电脑", "Second computer in the shop")
    PAPER = "paper", Text("纸质，锁柜保管", "Paper in a locked cabinet")
    ONLINE = "online", Text("网盘", "Online storage")


class Cycle(Vocabulary):
    """How often something is done."""

    DAILY = "daily", Text("每天", "Daily")
    WEEKLY = "weekly", Text("每周", "Weekly")
    MONTHLY = "monthly", Text("每月", "Monthly")

    @property
    def days(self) -> int:
        """At most so many days from one time to the next."""
        return {Cycle.DAILY: 1, Cycle.WEEKLY: 7, Cycle.MONTHLY: 31}[self]


class UpdateKind(Vocabulary):
    """What of the terminal was renewed."""

    FIRMWARE = "firmware", Text("固件", "Firmware")
    PAYMENT_APP = "payment_app", Text("收单应用", "Payment application")
    PARAMETERS = "parameters", Text("参数", "Parameters")
    KEYS = "keys", Text("密钥", "Keys")


class UpdateChannel(Vocabulary):
    """How an update reached the terminal."""

    REMOTE = "remote", Text("收单机构远程推送", "Pushed by the acquirer")
    ENGINEER = "engineer", Text("工程师现场更新", "By an engineer on site")
    UNKNOWN = (
        "unknown",
        Text("来源不明", "Unknown"),
        Text("短信链接、网上下载、陌生人上门", "A link, a download, a stranger"),
    )


class SupportChannel(Vocabulary):
    """How the merchant asked for help."""

    PHONE = "phone", Text("电话", "Phone")
    EMAIL = "email", Text("邮件", "E-mail")
    ONLINE = "online", Text("在线客服", "Online")
    VISIT = "visit", Text("上门", "In person")


class TicketTheme(Vocabulary):
    """What a request for help is about."""

    DEVICE = "device", Text("设备故障", "Device fault")
    TRANSACTION = "transaction", Text("交易异常", "Transaction")
    SETTLEMENT = "settlement", Text("没到账或到账不对", "Settlement missing or wrong")
    FEE = "fee", Text("费用", "Fees")
    USE = "use", Text("操作咨询", "How to use it")
    COMPLAINT = "complaint", Text("投诉", "Complaint")


class FeeItem(Vocabulary):
    """Which agreed figure a fee notice changes."""

    DEBIT_RATE = "debit_rate", Text("借记卡费率", "Debit rate")
    DEBIT_CAP = "debit_cap", Text("借记卡封顶", "Cap of the debit fee")
    CREDIT_RATE = "credit_rate", Text("贷记卡费率", "Credit rate")
    QR_RATE = "qr_rate", Text("扫码费率", "QR rate")
    MONTHLY_FEE = "monthly_fee", Text("月费", "Monthly fee")
    YEARLY_FEE = "yearly_fee", Text("年服务费", "Yearly service fee")
