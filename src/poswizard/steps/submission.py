"""Phase 2, application: handing in, and the steps of the phase in order."""

from __future__ import annotations

from poswizard.domain.merchant import SubmissionChannel
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import Choice, Count, Day, Line, Moment, Paragraph
from poswizard.forms.step import Heading, Milestone, Phase, Step
from poswizard.steps import identity_checks as people
from poswizard.steps import submission_checks as rules
from poswizard.steps import verification_checks as records
from poswizard.steps.application import Contact, Identity, Licence, Owners
from poswizard.steps.business import Account, Business
from poswizard.steps.declarations import Declarations
from poswizard.steps.materials import Materials
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.rare_characters import RareCharacters
from poswizard.steps.review import Contract, Review
from poswizard.steps.row_answers import KnownSoFar
from poswizard.steps.terms import Terms
from poswizard.steps.verification import OpenQuestions, Statement, Verification
from poswizard.text import Text

__all__ = ["PHASE", "Contract", "Declarations", "Review", "Submission"]


class Submission(Step):
    """The record of handing the package in."""

    key, title = "submission", Text("提交申请", "Handing in")
    intro = Text(
        "资料包做好后，交出去时记下：怎么交、交给谁、凭证号是什么。",
        "Once the package is made: how it went, to whom, and the number that proves it.",
    )
    milestone = Milestone.HAND_OVER
    process = ("2.4",)

    way_heading = Heading(Text("怎么交", "How"))
    channel = Choice(Text("提交方式", "Way"), SubmissionChannel, loggable=True)
    revision = Count(
        Text("资料包第几版", "Revision of the package"),
        least=1,
        most=99,
        hint=Text("文件名里 r 后面的数字", "The number after r in the file name"),
    )
    institution = Line(
        Text("接收机构", "Receiving institution"),
        least=4,
        most=60,
        suggested=KnownSoFar(
            rules.receiving_institution, (ProviderChoice.provider_name, ProviderChoice.agent_name)
        ),
        why=Why(
            Text(
                "同意书里写明了资料给谁，交给别家要重新取得同意。",
                "The consent names who receives the data; anybody else needs a new one.",
            ),
            "个人信息保护法第二十三条",
        ),
    )
    receiver = Line(
        Text("接收人", "Received by"),
        most=40,
        required=channel.is_(SubmissionChannel.COUNTER),
        hint=Text("工号或岗位", "Staff number or post"),
    )
    email = Line(
        Text("收件邮箱", "E-mail address"),
        most=64,
        relevant=channel.is_(SubmissionChannel.EMAIL),
        constraint=people.email_address,
        hint=Text("抄自机构的书面通知", "As in the institution's written notice"),
    )
    email_draft = Paragraph(
        Text("邮件底稿", "Draft of the e-mail"),
        relevant=channel.is_(SubmissionChannel.EMAIL),
        calculated=Calculation(
            rules.email_draft, (Business.trade_name, ProviderChoice.provider_name)
        ),
        hint=Text("复制到邮件里，附上两个文件", "Copy it, attach the two files"),
    )

    proof_heading = Heading(Text("时间和凭证", "Time and proof"))
    deadline = Day(
        Text("截止日期", "Deadline"),
        required=False,
        hint=Text("机构有规定的填", "If the institution set one"),
    )
    sent_at = Moment(
        Text("提交时间", "Handed in at"),
        constraint=records.not_later_than_today,
        hint=Text("点“现在”填当前时间", '"Now" enters the present time'),
    )
    answer_due = Day(
        Text("最迟哪天该有答复", "Answer expected by"),
        required=False,
        hint=Text("到了没答复，首页会提醒", "Home reminds you if there is none by then"),
    )
    tracking_number = Line(
        Text("邮寄单号", "Tracking number"),
        least=6,
        most=40,
        relevant=channel.is_(SubmissionChannel.POST),
    )
    receipt_number = Line(
        Text("受理编号或回执号", "Receipt number"),
        least=2,
        most=60,
        required=channel.in_(SubmissionChannel.COUNTER, SubmissionChannel.SYSTEM),
        hint=Text("邮寄和邮件的，收到后补填", "By post or e-mail: once it arrives"),
    )

    checks = (
        rules.handed_in_in_time.on(sent_at, deadline),
        rules.receiver_was_chosen.on(institution, ProviderChoice.provider_name),
    )


PHASE = Phase(
    "application",
    Text("申请", "Application"),
    (
        Identity,
        Contact,
        Licence,
        Owners,
        Business,
        Account,
        RareCharacters,
        Terms,
        Materials,
        Verification,
        Statement,
        OpenQuestions,
        Declarations,
        Submission,
        Review,
        Contract,
    ),
    Milestone.APPLICATION,
)
