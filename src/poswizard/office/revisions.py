"""What was made of an application, what the next revision would be, and why it is made."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from poswizard.forms.issue import Issue, Level
from poswizard.forms.step import Milestone
from poswizard.package.data_file import PackageId, data_file
from poswizard.package.errors import PackageError
from poswizard.package.hand_over import Case, IncompleteError
from poswizard.steps.review import Review
from poswizard.steps.review_rows import ReviewReason
from poswizard.storage.package_records import PackageRecord
from poswizard.storage.packages import AmendmentRecord, Packages
from poswizard.text import Text, shown_in
from poswizard.wizard import amendment
from poswizard.wizard.amendment import Amended, Difference
from poswizard.wizard.lifecycle import reported_state

if TYPE_CHECKING:
    from poswizard.forms.answers import Answers
    from poswizard.office.desk import Draft, Office


class AmendmentError(PackageError):
    """What was handed in cannot be made again just so."""


class ReasonNeededError(AmendmentError):
    """It was handed in: another revision needs a reason."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "这份申请已经提交过。要再出一版，请先写明更正原因（poswizard amend 编号 --reason …）。",
                "This application was handed in. Say why it is amended before making another revision.",
            )
        )
        self.args = ()


class NothingSentError(AmendmentError):
    """There is no package yet that could be amended."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "还没有导出过资料包，直接修改就行，不用写更正原因。",
                "No package was made yet: simply change the answers, no reason is needed.",
            )
        )
        self.args = ()


class EmptyReasonError(AmendmentError):
    """The reason says nothing."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                f"请写明原因，至少 {amendment.LEAST_REASON} 个字，例如“门头照不清晰，已重拍”。",
                f"Give a reason of at least {amendment.LEAST_REASON} characters.",
            )
        )
        self.args = ()


class Revisions:
    """The revisions of each application: those that were sent stay as they are."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.records = Packages(office.database)

    def packages(self, draft: Draft) -> list[PackageRecord]:
        """What was made of an application, the first revision first; the files stay as they were."""
        return self.records.of(draft.listed.id)

    def case(self, draft: Draft) -> Case:
        """What would be packed now, in its revision, with what it says of an amendment."""
        from poswizard.steps.packs import pack_used

        answers = draft.session.answers
        used = pack_used(answers)
        pack = self._office.flow.field("provider.pack")
        package = PackageId(
            draft.number,
            self.records.next_revision(draft.listed.id),
            self.milestone(draft),
            str(answers.get(pack) or "") if pack else "",
            used.version if used else "",
        )
        accepted = self._office.rehearsals.accepted(draft)
        case = Case(self._office.flow, answers, package, self._office.scans.get, accepted=accepted)
        return self._amended(draft, case)

    def milestone(self, draft: Draft) -> Milestone:
        """What is being worked towards; an amendment is towards what it amends."""
        from poswizard.wizard.lifecycle import milestone_now

        amends = self.records.amendment(draft.listed.id) is not None
        if amends and (last := self._last(draft)) is not None:
            return Milestone(json.loads(last.content or "{}").get("milestone", "application"))
        return milestone_now(self._office.flow, draft.session.answers)

    # amending

    def amend(self, draft: Draft, reason: str) -> AmendmentRecord:
        """Note why the next revision is made; raises an `AmendmentError`. What was sent stays as it is."""
        if len(reason.strip()) < amendment.LEAST_REASON:
            raise EmptyReasonError
        if self._last(draft) is None:
            raise NothingSentError
        self._office.save_now()
        return self.records.amend(draft.listed.id, reason.strip(), self._office.operator)

    def amendment(self, draft: Draft) -> AmendmentRecord | None:
        """Why the next revision is made, if it was said."""
        return self.records.amendment(draft.listed.id)

    def needs_reason(self, draft: Draft) -> bool:
        """Whether it was handed in, so that the next revision can only be an amendment with a reason."""
        return self.amendment(draft) is not None or self._was_sent_so(draft, self.milestone(draft))

    def differences(self, draft: Draft) -> list[Difference]:
        """What is not as it stands in the last package, in the current language."""
        last = self._last(draft)
        return self._differences(self.case(draft), draft.session.answers, last) if last else []

    def note_corrections(self, draft: Draft) -> None:
        """Write down, at each reason for the last return, what has been changed about it since.

        Before the package is made: then the log and the package say the same.
        """
        with shown_in("zh"):
            found = self.differences(draft)
        answers, today = draft.session.answers, self._office.today()
        new = amendment.with_corrections(answers, found, today)
        draft.session.answer(Review.reasons, new.stored(Review.reasons))
        draft.session.save()

    # what stands against the next one

    def ready(self, draft: Draft) -> Case:
        """The case, if what was sent before does not stand against packing it now."""
        case = self.case(draft)
        if case.amended is None and self._was_sent_so(draft, case.package.milestone):
            raise ReasonNeededError
        if case.amended is not None:
            self._require_corrections(case.answers)
        return case

    def _was_sent_so(self, draft: Draft, milestone: Milestone) -> bool:
        last = self._last(draft)
        if last is None or last.content is None:
            return False
        state = reported_state(self._office.flow, draft.session.answers)
        is_same = json.loads(last.content).get("milestone") == milestone.value
        return is_same and state is not None and state.was_submitted

    def _require_corrections(self, answers: Answers) -> None:
        """Rule 37: a return is answered reason by reason."""
        open_reasons = amendment.uncorrected(answers)
        if open_reasons:
            raise IncompleteError([_not_corrected(index) for index in open_reasons])

    def _amended(self, draft: Draft, case: Case) -> Case:
        record, last = self.records.amendment(draft.listed.id), self._last(draft)
        if record is None or last is None:
            return case
        with shown_in("zh"):
            found = self._differences(case, case.answers, last)
        today = self._office.today()
        answers = amendment.with_corrections(case.answers, found, today)
        amended = Amended(
            last.revision,
            last.digest,
            record.reason,
            today,
            tuple(found),
            tuple(amendment.corrections(answers)),
        )
        return replace(case, answers=answers, amended=amended)

    def _differences(self, case: Case, answers: Answers, last: PackageRecord) -> list[Difference]:
        before = json.loads(last.content or "{}").get("answers", {})
        after = data_file(case.flow, case.flow.adapted(answers), case.package, self._office.today())
        return amendment.differences(case.flow, before, after["answers"])

    def _last(self, draft: Draft) -> PackageRecord | None:
        return next(reversed(self.packages(draft)), None)


def _not_corrected(index: int) -> Issue:
    words = Text(
        "这条退回原因还没写怎么改的：请改好对应内容，或写明“怎么改的”",
        "This reason has no correction yet: correct what it names, or say what was done",
    )
    source = "微信支付商户进件文档（驳回后修改重新提交）"
    field = ReviewReason.correction
    return Issue(field, "review.not_corrected", Level.ERROR, words, source, Review.reasons, index)
