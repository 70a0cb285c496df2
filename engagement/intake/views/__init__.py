"""The pages of a form at its place. The room that takes the answers routes its addresses here with an Occasion."""

from engagement.intake.views.leaving import leave, resume, resume_by_link
from engagement.intake.views.sending import done, review
from engagement.intake.views.starting import start
from engagement.intake.views.steps import keep, open_draft, step

__all__ = ["done", "keep", "leave", "open_draft", "resume", "resume_by_link", "review", "start", "step"]
