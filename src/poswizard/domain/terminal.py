"""The closed lists about terminals: kinds, networks, settlement, transactions, tests, training, sites and care."""

from __future__ import annotations

from poswizard.text import Text, Vocabulary


class DeviceType(Vocabulary):
    """Kinds of accepting terminals; `code` is the two-digit device type of the card network."""

    TRADITIONAL = "traditional", Text("传统POS（02）", "traditional POS (02)")
    MOBILE = "mobile", Text("手机POS、mPOS（03）", "mPOS (03)")
    SMART = "smart", Text("智能POS（04）", "smart POS (04)")
    FIXED_PHONE = "fixed_phone", Text("II型固定电话（05）", "type II fixed phone (05)")
    CLOUD_FLASH = "cloud_flash", Text("云闪付终端（06）", "cloud flash terminal (06)")
    PHONE_POS = "phone_pos", Text("手机即POS（08）", "phone as POS (08)")
    FACE_PAY = "face_pay", Text("刷脸付终端（09）", "face-pay terminal (09)")
    QR_TERMINAL = "qr_terminal", Text("条码支付受理终端（10）", "QR accepting terminal (10)")
    QR_PLATE = "qr_plate", Text("条码支付辅助终端、静态码牌（11）", "QR plate (11)")
    INDUSTRY = "industry", Text("行业终端（12）", "industry terminal (12)")
    MIS = "mis", Text("MIS终端（13）", "MIS terminal (13)")

    @property
    def code(self) -> str:
        """The two digits in terminal reports and in TUSNs."""
        return _DEVICE_CODES[self]

    @property
    def needs_serial_number(self) -> bool:
        """A serial number must be reported for it: kinds 02 to 06 and 08 to 10."""
        return self not in (DeviceType.QR_PLATE, DeviceType.INDUSTRY, DeviceType.MIS)

    @property
    def takes_cards(self) -> bool:
        """It reads bank cards, not only codes."""
        return self not in (DeviceType.QR_TERMINAL, DeviceType.QR_PLATE)


_DEVICE_CODES = {
    DeviceType.TRADITIONAL: "02",
    DeviceType.MOBILE: "03",
    DeviceType.SMART: "04",
    DeviceType.FIXED_PHONE: "05",
    DeviceType.CLOUD_FLASH: "06",
    DeviceType.PHONE_POS: "08",
    DeviceType.FACE_PAY: "09",
    DeviceType.QR_TERMINAL: "10",
    DeviceType.QR_PLATE: "11",
    DeviceType.INDUSTRY: "12",
    DeviceType.MIS: "13",
}


class TerminalSource(Vocabulary):
    """Where a terminal comes from."""

    PURCHASED = "purchased", Text("商户购买", "bought by the merchant")
    RENTED = "rented", Text("租用", "rented")
    DEPOSIT = "deposit", Text("押金领用", "lent against a deposit")
    FREE = "free", Text("机构免费提供", "provided free of charge")
    OWN = "own", Text("商户自备", "the merchant's own")


class Network(Vocabulary):
    """How a terminal reaches its host."""

    MOBILE_DATA = "mobile_data", Text("4G/5G流量卡", "mobile data (SIM)")
    WIFI = "wifi", Text("Wi-Fi", "Wi-Fi")
    ETHERNET = "ethernet", Text("有线网络", "network cable")
    DIAL_UP = "dial_up", Text("电话线拨号", "telephone line")
    BLUETOOTH = "bluetooth", Text("蓝牙连接手机", "Bluetooth through a phone")


class SettlementCycle(Vocabulary):
    """When the money arrives."""

    T1 = "t1", Text("T+1（下一工作日）", "T+1 (next working day)")
    D1 = "d1", Text("D+1（次日，含节假日）", "D+1 (next day, holidays too)")
    D0 = "d0", Text("D+0（当日，另收手续费）", "D+0 (same day, at a surcharge)")
    T0 = "t0", Text("T+0（工作日当日）", "T+0 (same working day)")
    TIMED = "timed", Text("定时结算", "at set times"), Text("仅限企业", "for enterprises only")
    MANUAL = "manual", Text("手动提现", "on request")

    @property
    def is_same_day(self) -> bool:
        """Money on the day itself, for which a surcharge is usual and must be stated."""
        return self in (SettlementCycle.D0, SettlementCycle.T0)

    @property
    def is_for_enterprises_only(self) -> bool:
        """Acquirers open it for companies alone."""
        return self is SettlementCycle.TIMED


class TransactionKind(Vocabulary):
    """What a terminal may be opened for."""

    SALE = "sale", Text("消费", "sale")
    VOID = "void", Text("消费撤销", "void")
    REFUND = "refund", Text("退货", "refund")
    BALANCE = "balance", Text("余额查询", "balance enquiry")
    PREAUTHORISATION = "preauthorisation", Text("预授权", "pre-authorisation")
    PREAUTHORISATION_COMPLETION = (
        "preauthorisation_completion",
        Text("预授权完成", "pre-authorisation completion"),
    )
    QR_SALE = "qr_sale", Text("扫码收款", "QR sale")
    QR_REFUND = "qr_refund", Text("扫码退款", "QR refund")
    NO_PIN = "no_pin", Text("小额免密免签", "small amounts without PIN and signature")
    FOREIGN_CARDS = "foreign_cards", Text("外卡受理", "foreign cards")


class CardScheme(Vocabulary):
    """What customers pay with."""

    DEBIT = "debit", Text("借记卡", "debit cards")
    CREDIT = "credit", Text("信用卡", "credit cards")
    UNIONPAY_QR = "unionpay_qr", Text("云闪付、银联二维码", "UnionPay QR")
    WECHAT = "wechat", Text("微信支付", "WeChat Pay")
    ALIPAY = "alipay", Text("支付宝", "Alipay")
    DIGITAL_YUAN = "digital_yuan", Text("数字人民币", "digital yuan")
    FOREIGN = "foreign", Text("外卡（Visa、Mastercard等）", "foreign cards (Visa, Mastercard …)")


class SiteItem(Vocabulary):
    """What is looked at before a terminal is installed."""

    ADDRESS = "address", Text("地址与申请一致", "address equals the application")
    SAFETY = "safety", Text("场所安全", "safe place")
    POSITION = "position", Text("位置便于顾客使用", "within customers' reach")
    CABLING = "cabling", Text("布线空间", "room for cables")
    FIRE = "fire", Text("防火", "protection from fire")
    WATER = "water", Text("防水防潮", "protection from water and damp")
    POWER = "power", Text("供电稳定", "steady power")
    SPARE_POWER = "spare_power", Text("备用电源或UPS", "spare supply or UPS")
    NETWORK = "network", Text("网络信号（有线、Wi-Fi、SIM卡）", "network: cable, Wi-Fi or SIM")
    CAMERA = "camera", Text("摄像头不对准键盘", "no camera sees the keypad")


class InstallationItem(Vocabulary):
    """What an installer does, one by one."""

    CABLING = "cabling", Text("布线整齐", "cables laid")
    FIXING = "fixing", Text("设备固定", "device fixed")
    CONNECTION = "connection", Text("电源和网络连接", "power and network connected")
    SEAL = "seal", Text("防拆封签完好", "tamper seal intact")
    LABEL = "label", Text("机身序列号已拍照", "label with serial number photographed")
    LOCATION = "location", Text("定位已记录", "position recorded")


class DeviceTest(Vocabulary):
    """What is tried on a terminal after it is switched on."""

    SELF_TEST = "self_test", Text("开机自检", "self-test")
    DISPLAY = "display", Text("显示屏", "display")
    PRINTER = "printer", Text("打印机", "printer")
    KEYPAD = "keypad", Text("键盘", "keypad")
    MAGNETIC_STRIPE = "magnetic_stripe", Text("磁条读卡", "stripe reader")
    CHIP = "chip", Text("插卡读芯片", "chip reader")
    CONTACTLESS = "contactless", Text("挥卡（非接）", "contactless reader")
    SCANNER = "scanner", Text("扫码", "code scanner")
    NETWORK = "network", Text("网络", "network")
    CLOCK = "clock", Text("日期和时间", "date and time")
    SIGN_ON = "sign_on", Text("签到", "sign-on")
    KEYS = "keys", Text("密钥下载", "key loading")

    @property
    def is_mandatory(self) -> bool:
        """Every terminal has it; readers, printer and scanner depend on the model."""
        return self in _EVERY_DEVICE


_EVERY_DEVICE = frozenset(
    (
        DeviceTest.SELF_TEST,
        DeviceTest.NETWORK,
        DeviceTest.CLOCK,
        DeviceTest.SIGN_ON,
    )
)


class DeviceFault(Vocabulary):
    """What is wrong with a terminal."""

    WILL_NOT_START = "will_not_start", Text("不开机", "does not start")
    DISPLAY = "display", Text("显示异常", "display")
    PRINTER = "printer", Text("打印异常", "printer")
    KEYPAD = "keypad", Text("按键失灵", "keypad")
    READER = "reader", Text("读卡失败", "card reader")
    SCANNER = "scanner", Text("扫码失败", "scanner")
    NETWORK = "network", Text("无法联网", "no network")
    SIGN_ON = "sign_on", Text("签到失败", "sign-on fails")
    KEYS = "keys", Text("密钥丢失", "keys lost")
    BATTERY = "battery", Text("电池问题", "battery")
    DELAY = "delay", Text("交易延迟", "slow transactions")
    TAMPER = "tamper", Text("防拆触发", "tamper alarm")
    OTHER = "other", Text("其他", "other")


class FunctionTest(Vocabulary):
    """The payments tried before a terminal goes to work."""

    SIGN_ON = "sign_on", Text("签到", "sign-on")
    DEBIT_SALE = "debit_sale", Text("借记卡消费", "sale by debit card")
    CREDIT_SALE = "credit_sale", Text("信用卡消费", "sale by credit card")
    QR_SALE = "qr_sale", Text("扫码消费", "sale by QR code")
    VOID = "void", Text("撤销", "void")
    REFUND = "refund", Text("退货", "refund")
    REPRINT = "reprint", Text("重打印小票", "reprint of a slip")
    SETTLEMENT = "settlement", Text("批结算", "batch settlement")
    OFFLINE = "offline", Text("断网或超时处理", "lost connection or time-out")
    PREAUTHORISATION = "preauthorisation", Text("预授权及完成", "pre-authorisation and completion")
    CONTACTLESS = "contactless", Text("挥卡、手机闪付", "contactless")
    FOREIGN_CARD = "foreign_card", Text("外卡消费", "sale by foreign card")

    @property
    def is_mandatory(self) -> bool:
        """It must be done on every terminal that can do it; the rest when the function was opened."""
        return self not in _WHEN_OPENED

    @property
    def moves_money(self) -> bool:
        """It needs a small real amount."""
        return self in _WITH_MONEY


_WHEN_OPENED = frozenset(
    (FunctionTest.PREAUTHORISATION, FunctionTest.CONTACTLESS, FunctionTest.FOREIGN_CARD)
)
_WITH_MONEY = frozenset(
    (
        FunctionTest.DEBIT_SALE,
        FunctionTest.CREDIT_SALE,
        FunctionTest.QR_SALE,
        FunctionTest.VOID,
        FunctionTest.REFUND,
        FunctionTest.PREAUTHORISATION,
        FunctionTest.CONTACTLESS,
        FunctionTest.FOREIGN_CARD,
    )
)


class TrainingTopic(Vocabulary):
    """What operators are shown before they work alone."""

    OPERATION = "operation", Text("基本操作", "basic operation")
    REFUND = "refund", Text("撤销和退货", "void and refund")
    FRAUD = "fraud", Text("防诈骗、识别可疑交易", "fraud and suspicious payments")
    SLIPS = "slips", Text("小票保管", "keeping slips")
    NO_LENDING = (
        "no_lending",
        Text("不出租、出借、出售终端和账户", "no lending or selling of terminal or account"),
    )
    NO_MOVING = "no_moving", Text("移机先报备", "no moving without report")
    CARD_SECRECY = (
        "card_secrecy",
        Text("卡信息保密，不记录密码", "secrecy of card data, no PIN noted"),
    )
    DAILY_CARE = "daily_care", Text("日常保养", "daily care")
    EMERGENCY = "emergency", Text("故障和应急处理", "faults and emergencies")

    @property
    def is_mandatory(self) -> bool:
        """Every operator must have been shown it (anti-fraud law, art. 30 and 31)."""
        return self in _EVERY_OPERATOR


_EVERY_OPERATOR = frozenset(
    (
        TrainingTopic.OPERATION,
        TrainingTopic.REFUND,
        TrainingTopic.FRAUD,
        TrainingTopic.SLIPS,
        TrainingTopic.NO_LENDING,
    )
)


class MaintenanceFinding(Vocabulary):
    """What is looked at on a visit."""

    LOCATION = "location", Text("位置与登记一致", "position as registered")
    SEAL = "seal", Text("封签完好", "seal intact")
    NO_FOREIGN_PARTS = "no_foreign_parts", Text("无加装装置", "nothing attached to it")
    CLEANING = "cleaning", Text("清洁", "cleaning")
    WEAR_PARTS = (
        "wear_parts",
        Text("易损件（电池、打印辊、触点）", "wear parts: battery, roller, contacts"),
    )
    CABLES = "cables", Text("电源和线缆", "power and cables")
    SOFTWARE = "software", Text("软件版本", "software version")
    REAL_TRADE = "real_trade", Text("真实经营", "real trade")
    NAME_ON_SLIP = "name_on_slip", Text("小票商户名一致", "name on the slip")
    AGE = "age", Text("设备使用年限", "age of the device")


class VisitKind(Vocabulary):
    """How an inspection is made."""

    ON_SITE = "on_site", Text("现场巡检", "on site")
    PICTURES = "pictures", Text("远程照片巡检", "by pictures")


class OperatorRole(Vocabulary):
    """The rights of an operator at the terminal; passwords are never kept here."""

    CASHIER = "cashier", Text("收银员", "cashier")
    SUPERVISOR = "supervisor", Text("主管（可退货）", "supervisor (may refund)")
    ADMINISTRATOR = "administrator", Text("管理员", "administrator")
