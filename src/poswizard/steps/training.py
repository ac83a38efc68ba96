"""Phase 3: the people who use the terminal are trained, and the merchant undertakes its duties."""

from __future__ import annotations

from poswizard.domain.terminal import (
    TrainingTopic,
)
from poswizard.forms.field import Why
from poswizard.forms.kinds import (
    Choice,
    Choices,
    Day,
    Line,
    Tick,
    YesNo,
)
from poswizard.forms.rich_kinds import Rows, Signature
from poswizard.forms.step import Heading, Row, Step
from poswizard.steps import installation_checks as rules
from poswizard.steps.fitting import ON_PAPER, ON_SCREEN, Installation
from poswizard.steps.installation_choices import TraineeRole
from poswizard.steps.picture import Picture
from poswizard.text import Text


class Trainee(Row):
    """A person who was trained and confirms it."""

    name = Line(Text("姓名", "Name"), most=40)
    role = Choice(Text("岗位", "Role"), TraineeRole, loggable=True)
    works_alone = YesNo(
        Text("能独立完成收款、撤销和退货", "Can sell, void and refund alone"),
        constraint=rules.trainee_works_alone,
    )
    confirmed = Tick(Text("本人确认已参加培训", "Confirms having been trained"))


class Training(Step):
    """Who was taught what, and what the merchant undertakes."""

    key, title = "training", Text("操作培训", "Training")
    intro = Text(
        "当场教会每个要用机器的人，讲到的内容逐项勾选。",
        "Teach everybody who will use the device, and tick what was taught.",
    )
    process = ("3.4",)

    trained_on = Day(Text("培训日期", "Trained on"), constraint=rules.has_come)
    trainer = Line(
        Text("培训人", "Trainer"), hint=Text("姓名或工号", "Name or staff number"), most=40
    )
    topics = Choices(
        Text("讲到的内容", "Topics taught"),
        TrainingTopic,
        constraint=rules.mandatory_topics_are_taught,
        why=Why(
            Text(
                "收单机构要培训商户；工作人员有义务提示防诈骗。",
                "Acquirers train merchants; staff must warn users of fraud.",
            ),
            "银行卡收单业务管理办法；反电信网络诈骗法第三十条",
        ),
        loggable=True,
    )
    guide_left = Tick(Text("已留下操作手册和服务电话", "Guide and service number left with them"))
    trainees = Rows(
        Text("参加人员", "Trainees"),
        Trainee,
        noun=Text("名人员", "trainee"),
        named_by="name",
        most=30,
    )
    undertaking_heading = Heading(
        Text("商户承诺", "The merchant undertakes"),
        Text("逐条念给商户听，同意后勾选", "Read out one by one; tick once agreed"),
    )
    real_trade = Tick(
        Text("只收真实经营的款，不套现", "Only payments of real trade, no cashing out")
    )
    no_lending = Tick(
        Text(
            "不出租、出借、出售终端和账户", "No lending, letting or selling of terminal or account"
        )
    )
    no_moving = Tick(Text("移机先报收单机构", "The terminal is not moved without report"))
    signer = Line(
        Text("签字人", "Signed by"), hint=Text("经营者或负责人", "Operator or head"), most=40
    )
    signature = Signature(
        Text("商户签字", "Merchant's signature"), slot="TRAINING_SIGNATURE", relevant=ON_SCREEN
    )
    signed_sheet = Picture(
        Text("签字的培训记录", "Signed training record"),
        slot="TRAINING_SHEET",
        relevant=ON_PAPER,
        most=40,
    )

    checks = (rules.training_follows_installation.on(trained_on, Installation.installed_on),)
