"""The form core: fields, steps, conditions, answers, issues."""
