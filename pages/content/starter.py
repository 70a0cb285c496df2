"""Words that every municipality starts with, in the active language. Editors make them their own."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.municipalities.models import Municipality
from pages.base.actions import Blocks


def paragraphs(*texts: str) -> SafeString:
    """Each text as a paragraph."""
    return format_html_join("", "<p>{}</p>", ((text,) for text in texts if text))


def section(heading: str, *texts: str) -> SafeString:
    """A heading with its paragraphs."""
    return format_html("<h2>{}</h2>{}", heading, paragraphs(*texts))


def contact_blocks(town: Municipality) -> Blocks:
    """What the settings of the municipality know; nothing is made up where they are empty."""
    facts = [
        {"icon": icon, "label": label, "value": " ".join(value.split())[:160]}
        for icon, label, value in (
            ("map-pin", _("Address"), town.address),
            ("clock", _("Opening hours"), town.hours),
            ("phone", _("Phone"), town.phone),
            ("mail", _("E-mail"), town.email),
        )
        if value
    ]
    if not facts:
        return [("text", paragraphs(_("The town hall's address and opening hours will stand here soon.")))]
    return [("facts", {"facts": facts})]


def accessibility_blocks(town: Municipality) -> Blocks:
    """The statement that Directive (EU) 2016/2102 asks for."""
    how = _("Write or call us (see the contact page) and tell us which page it was and what went wrong.")
    text = SafeString("").join(
        [
            section(
                _("How accessible this portal is"),
                _(
                    "%(town)s wants everybody to be able to use this portal. It is built to meet "
                    "level AA of the Web "
                    "Content Accessibility Guidelines (WCAG) 2.2 and the European standard EN 301 549."
                )
                % {"town": town.name},
                _(
                    "It works with the keyboard alone, without JavaScript, with text enlarged four "
                    "times and on a narrow "
                    "screen. Every map has its list, every picture its description."
                ),
            ),
            section(
                _("What does not work yet"),
                _("A map itself cannot be read aloud. The list beside it holds the same information."),
            ),
            section(
                _("If something keeps you out"),
                how,
                _("You will get an answer, and the information you need in another form."),
                _("If our answer does not help, you may turn to the Greek Ombudsman."),
            ),
            section(
                _("How this statement was made"),
                _("The people who build the portal check it with automatic tests and by hand."),
            ),
        ]
    )
    return [("text", text)]


def privacy_blocks(town: Municipality) -> Blocks:
    """What is true of the portal as it is delivered."""
    text = SafeString("").join(
        [
            section(
                _("Visiting"),
                _(
                    "You can read everything on this portal without an account. No cookies are set "
                    "for that, nothing is "
                    "loaded from other companies' servers, and nobody follows you from site to site."
                ),
            ),
            section(
                _("Signing in"),
                _(
                    "If you make an account, we keep your e-mail address and set one cookie that "
                    "keeps you signed in. "
                    "An account that nobody has used for three years is removed."
                ),
            ),
            section(
                _("Open data"),
                _(
                    "The open datasets describe places and things, such as trees. They hold no data "
                    "about persons."
                ),
            ),
            section(
                _("Your rights"),
                _(
                    "You may ask %(town)s what it holds about you, and have it corrected or "
                    "deleted. If you are not "
                    "content with the answer, you may turn to the Hellenic Data Protection Authority."
                )
                % {"town": town.name},
            ),
        ]
    )
    return [("text", text)]
