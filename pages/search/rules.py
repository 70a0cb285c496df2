"""Who may see and steer the search."""

from __future__ import annotations

from cms.accounts.rules import Visitor, may_enter_admin


def may_see_asked_words(user: Visitor) -> bool:
    """Whoever writes pages: what people look for and do not find is what is to be written next."""
    return may_enter_admin(user) and user.has_perm("pages_search.view_askedwords")


def may_steer_search(user: Visitor) -> bool:
    """Approvers: synonyms and recommended results are seen by everybody at once."""
    return may_enter_admin(user) and user.has_perm("pages_search.add_promotedresult")
