"""The life of an application from draft to closed: its states, who acts next, and which state may follow."""

from __future__ import annotations

from poswizard.text import Text, Vocabulary


class Party(Vocabulary):
    """Who has to act."""

    APPLICANT = "applicant", Text("商户", "applicant")
    CLERK = "clerk", Text("经办人员", "clerk or agent")
    ACQUIRER = "acquirer", Text("收单机构", "acquirer")
    INSTALLER = "installer", Text("装机人员", "installer")


class ApplicationState(Vocabulary):
    """Where an application stands; the union of what acquirers' interfaces report, in fewer words."""

    DRAFT = "draft", Text("草稿", "draft")
    COMPLETE = "complete", Text("资料齐备", "complete")
    SUBMITTED = "submitted", Text("已提交", "submitted")
    IN_REVIEW = "in_review", Text("审核中", "in review")
    SUPPLEMENT_REQUESTED = "supplement_requested", Text("待补件", "supplement requested")
    REJECTED = "rejected", Text("已驳回", "rejected")
    APPROVED = "approved", Text("审核通过", "approved")
    TO_SIGN = "to_sign", Text("待签约", "to sign")
    TO_INSTALL = "to_install", Text("待装机", "to install")
    ACTIVE = "active", Text("已激活", "active")
    CLOSED = "closed", Text("已关闭", "closed")

    @property
    def acts_next(self) -> Party | None:
        """Who has to act; nobody once it is active or closed."""
        return _ACTS_NEXT[self]

    @property
    def may_follow(self) -> tuple[ApplicationState, ...]:
        """The states that may come next. A rejected application returns to editing and keeps its history."""
        return _MAY_FOLLOW[self]

    @property
    def was_submitted(self) -> bool:
        """A package has left the house: what was sent must stay as it is."""
        return self not in (ApplicationState.DRAFT, ApplicationState.COMPLETE)

    @property
    def is_open(self) -> bool:
        """Somebody still has to act."""
        return self.acts_next is not None


_S = ApplicationState
_ACTS_NEXT = {
    _S.DRAFT: Party.CLERK,
    _S.COMPLETE: Party.CLERK,
    _S.SUBMITTED: Party.ACQUIRER,
    _S.IN_REVIEW: Party.ACQUIRER,
    _S.SUPPLEMENT_REQUESTED: Party.CLERK,
    _S.REJECTED: Party.CLERK,
    _S.APPROVED: Party.CLERK,
    _S.TO_SIGN: Party.APPLICANT,
    _S.TO_INSTALL: Party.INSTALLER,
    _S.ACTIVE: None,
    _S.CLOSED: None,
}
_MAY_FOLLOW = {
    _S.DRAFT: (_S.COMPLETE, _S.CLOSED),
    _S.COMPLETE: (_S.SUBMITTED, _S.DRAFT, _S.CLOSED),
    _S.SUBMITTED: (_S.IN_REVIEW, _S.SUPPLEMENT_REQUESTED, _S.REJECTED, _S.APPROVED, _S.CLOSED),
    _S.IN_REVIEW: (_S.SUPPLEMENT_REQUESTED, _S.REJECTED, _S.APPROVED, _S.CLOSED),
    _S.SUPPLEMENT_REQUESTED: (_S.SUBMITTED, _S.CLOSED),
    _S.REJECTED: (_S.DRAFT, _S.SUBMITTED, _S.CLOSED),
    _S.APPROVED: (_S.TO_SIGN, _S.TO_INSTALL, _S.CLOSED),
    _S.TO_SIGN: (_S.TO_INSTALL, _S.CLOSED),
    _S.TO_INSTALL: (_S.ACTIVE, _S.CLOSED),
    _S.ACTIVE: (_S.CLOSED,),
    _S.CLOSED: (),
}
