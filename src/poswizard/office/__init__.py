"""An unlocked store joined to the questionnaire: what the window and the command line work with."""

from poswizard.office.desk import Draft, Office, the_flow

__all__ = ["Draft", "Office", "the_flow"]
