"""Closed lists of the installation phase that no rule of the trade outside it needs."""

from poswizard.text import Text, Vocabulary


class InstallerKind(Vocabulary):
    """Whose professional fitted the terminal."""

    ACQUIRER = "acquirer", Text("收单机构人员", "Acquirer's staff")
    AGENT = "agent", Text("外包服务机构人员", "Outsourcing agent's staff")
    MAKER = "maker", Text("设备厂家工程师", "Maker's engineer")


class Accessory(Vocabulary):
    """What was handed over with the terminal."""

    POWER_SUPPLY = "power_supply", Text("电源适配器", "Power supply")
    DATA_CABLE = "data_cable", Text("数据线", "Data cable")
    BASE = "base", Text("底座", "Base")
    PIN_PAD = "pin_pad", Text("密码键盘", "PIN pad")
    SIM_CARD = "sim_card", Text("流量卡", "SIM card")
    PAPER = "paper", Text("打印纸", "Receipt paper")
    MANUAL = "manual", Text("说明书", "Manual")
    WARRANTY_CARD = "warranty_card", Text("保修卡", "Warranty card")


class TraineeRole(Vocabulary):
    """What a trained person does in the shop."""

    OWNER = "owner", Text("经营者或负责人", "Operator or head")
    SUPERVISOR = "supervisor", Text("主管", "Supervisor"), Text("可以退款", "May refund")
    CASHIER = "cashier", Text("收银员", "Cashier")
