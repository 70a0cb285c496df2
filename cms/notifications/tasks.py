"""What the worker does with mail."""

from __future__ import annotations

from django_tasks import task

from cms.notifications.delivery import deliver, take_lost


@task()
def deliver_mail(mail_id: int) -> None:
    """One attempt at one message of this municipality; then a look for others whose task got lost."""
    again_at = deliver(mail_id)
    if again_at is not None:
        deliver_mail.using(run_after=again_at).enqueue(mail_id)
    for lost in take_lost():
        deliver_mail.enqueue(lost)
