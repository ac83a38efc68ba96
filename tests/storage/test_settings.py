"""Settings and operators."""

from __future__ import annotations

from poswizard.storage.database import Database
from poswizard.storage.settings import Operators, Settings


def test_a_setting_is_kept_until_it_is_removed(store: Database) -> None:
    settings = Settings(store)
    assert settings.get("idle_seconds", 180) == 180
    settings.put("idle_seconds", 60)
    settings.put("idle_seconds", {"按": [1, None]})
    assert settings.get("idle_seconds") == {"按": [1, None]}
    settings.put("idle_seconds", None)
    assert settings.get("idle_seconds") is None


def test_an_operator_who_leaves_is_still_named(store: Database) -> None:
    operators = Operators(store)
    operators.put("clerk-1", "样本甲")
    operators.put("clerk-2", "样本乙")
    operators.put("clerk-1", "样本丙")
    operators.retire("clerk-2")
    first, second = operators.all()
    assert (first.id, first.name, first.retired_at) == ("clerk-1", "样本丙", None)
    assert second.retired_at is not None
