"""What officers and applicants are told, in sentences."""

import pytest
from django.utils import translation

from engagement.cases.choices import CaseState
from engagement.desk.office.deeds import DEEDS, Deed


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
@pytest.mark.parametrize("language", ["en", "el"])
def test_a_deed_that_is_done_is_told_in_a_sentence_of_its_own(deed: Deed, language: str):
    with translation.override(language):
        assert str(deed.done).endswith(".")
        assert str(deed.title) not in str(deed.done)


def test_applicants_read_where_their_request_stands_in_words_for_them():
    with translation.override("el"):
        assert CaseState.WAITING_FOR_APPLICANT.told == "περιμένουμε την απάντησή σας"
        assert CaseState.WAITING_FOR_APPLICANT.label == "αναμονή του αιτούντος"
        assert CaseState.ISSUED.told == CaseState.ISSUED.label
