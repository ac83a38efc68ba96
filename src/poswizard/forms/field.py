"""One question: its wording, its rules, how its answer is stored and shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, TypeVar

from poswizard.forms.answers import Answers, Json, Raw
from poswizard.forms.condition import ALWAYS, Answered, Condition, OneOf, condition
from poswizard.forms.issue import Check, Issue, Level, Rule
from poswizard.text import Text

if TYPE_CHECKING:
    from poswizard.forms.step import Part

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Calculation:
    """A value worked out from other answers, once all that it needs are there."""

    function: Callable[..., Any]
    fields: tuple[Field[Any], ...]

    def value(self, answers: Answers) -> Any | None:
        """The value, or nothing while an answer is missing."""
        values = [answers.get(field) for field in self.fields]
        return None if any(value is None for value in values) else self.function(*values)


@dataclass(frozen=True, slots=True)
class Why:
    """What the side panel says of a question: why it is asked, and what the rule rests on."""

    text: Text
    source: str = ""


@dataclass(eq=False, repr=False)
class Field(Generic[V]):
    """A question. Its kind (`forms.kinds`) says what an answer is; a step's class gives it its key."""

    label: Text
    _: KW_ONLY
    hint: Text | None = None
    why: Why | None = None
    relevant: Condition = ALWAYS
    required: Condition | bool = True
    constraint: Rule | tuple[Rule, ...] = ()
    calculated: Calculation | None = None
    """A read-only value worked out from other answers."""
    suggested: Calculation | None = None
    """What is offered, never filled in by itself."""
    on_demand: bool = False
    """Asked only where the chosen provider requires it (PIPL art. 6: no more data than needed)."""
    loggable: bool = False
    """Whether the value may reach a log."""
    sensitive: bool = False
    """Masked wherever it is not being edited: numbers of identity documents and accounts."""
    width: Literal["half", "alone", "full"] | None = None
    """Space on the page; `alone` is half of a line of its own, `None` takes the kind's own."""

    kind: ClassVar[str] = ""
    """The kind's name in the question list."""
    usual_width: ClassVar[Literal["half", "full"]] = "half"

    def __post_init__(self) -> None:
        self.needed: Condition = condition(self.required)
        """When an answer must be given."""
        self.is_plain = not (self.relevant is not ALWAYS or self.on_demand or self.calculated)
        """Whether it is asked wherever its step is, and its answer is what was given."""
        self.name = ""
        self.key = ""
        self.in_row = False
        self.part: type[Part] | None = None
        self.row: type[Part] | None = None
        rules = self.constraint if isinstance(self.constraint, tuple) else (self.constraint,)
        self.checks: tuple[Check, ...] = tuple(rule.on(self) for rule in rules)

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.key or self.name}>"

    def usual_checks(self) -> tuple[Check, ...]:
        """Rules that every question of this kind has: asked like its own, and listed once for a step."""
        return ()

    # what people build conditions with

    def is_(self, value: V) -> Condition:
        """The answer is this."""
        return OneOf(self, (value,))

    def in_(self, *values: V) -> Condition:
        """The answer is one of these."""
        return OneOf(self, values)

    def answered(self) -> Condition:
        """There is an answer that can be understood."""
        return Answered(self)

    # what a kind says of its answers

    def to_json(self, value: V) -> Json:
        """The stored form."""
        return value

    def from_json(self, json: Json) -> V | Raw:
        """The answer stored as `json`, or `Raw` if this kind cannot understand it."""
        raise NotImplementedError

    def from_text(self, text: str) -> V | Raw | None:
        """The answer a person means by `text`."""
        raise NotImplementedError

    def show(self, value: V) -> str:
        """The answer for a person, in the current language."""
        return str(value)

    def schema(self) -> dict[str, Any]:
        """JSON Schema of the stored form."""
        raise NotImplementedError

    def problem(self, value: V) -> Text | None:
        """What is wrong with an understood answer, by the kind's own rules."""
        return None

    def unreadable(self) -> Text:
        """The words for an answer that cannot be understood."""
        return Text(
            "填写的内容无法识别，请按提示重新填写",
            "Cannot be understood: enter it as shown in the hint",
        )

    def is_empty(self, value: object) -> bool:
        """Whether this is no answer at all."""
        return value is None or value in ("", ())

    def masked(self, value: V) -> str:
        """The answer where it is only glanced at."""
        return mask(self.show(value)) if self.sensitive else self.show(value)

    def for_log(self, value: V) -> str:
        """The value if logs may have it."""
        return self.show(value) if self.loggable else "‹hidden›"

    # asking

    def issues(self, answers: Answers) -> tuple[Issue, ...]:
        """What is wrong with the answer itself; rules of the trade are the step's checks."""
        return self.issues_of(answers.get(self), answers)

    def issues_of(self, value: V | None, answers: Answers) -> tuple[Issue, ...]:
        """The same, for a caller who has read the answer already."""
        if value is None:
            return self._issues_of_nothing(answers)
        if text := self.problem(value):
            return (Issue(self, "malformed", Level.ERROR, text),)
        if isinstance(value, str) and (limit := answers.limit(self)) and len(value) > limit:
            text = _over(limit, len(value))
            return (Issue(self, "too_long_for_provider", Level.ERROR, text),)
        return ()

    def missing(self) -> Text:
        """The words for an answer that is not there."""
        if self.calculated:
            return Text(
                "由其他答案算出：先填好它们", "Worked out from other answers: give those first"
            )
        return Text("请填写", "Please answer this")

    def _issues_of_nothing(self, answers: Answers) -> tuple[Issue, ...]:
        """What is wrong where no answer can be understood."""
        if type(answers.stored(self)) is Raw:
            return (Issue(self, "unreadable", Level.ERROR, self.unreadable()),)
        if answers.is_required(self):
            return (Issue(self, "missing", Level.ERROR, self.missing()),)
        return ()


def mask(text: str) -> str:
    """A number with only its ends showing: `510104********1234`; short ones all hidden but two."""
    plain = text.replace(" ", "")
    if len(plain) < 8:
        return "*" * max(0, len(plain) - 2) + plain[-2:]
    head = 6 if len(plain) > 15 else 3
    return plain[:head] + "*" * (len(plain) - head - 4) + plain[-4:]


def _over(limit: int, length: int) -> Text:
    return Text(
        f"服务商最多接受 {limit} 个字，现有 {length} 个：证件上的名称不要删字，先问服务商怎样填报；其他的请写短",
        f"The provider takes at most {limit} characters, this has {length}: ask it how to report a name "
        "as documents have it, write anything else shorter",
    )
