"""Who is who across reports: by all parts of a name and what else is known, never by a surname alone."""

from dataclasses import replace

import pytest

from ledger_samples import NOW, article, event, judgement, party, state
from verbale.ledger.cases import cases
from verbale.ledger.judging import Bonds, active, bonds
from verbale.ledger.parties import Naming, identities, namings


def naming(name, country="LBR", title=None, day="2026-03-02", page="a1"):
    return Naming("p-" + name.lower().replace(" ", "-"), name, country, title, page, day)


def one_party(*names):
    names = [replace(name, article_id=f"a{place}") for place, name in enumerate(names)]
    return len(set(identities(names, Bonds()).values())) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (naming("Josiah Kpadeh"), naming("Josiah B. Kpadeh")),
        (naming("Josiah Kpadeh"), naming("Kpadeh Josiah")),
        (naming("Josiah Kpadeh"), naming("J. Kpadeh")),
        (naming("Ramzan Kadyrow", "RUS"), naming("Ramzan Kadyrov", "RUS")),
        (naming("Mikhail Gorodetsky", "RUS"), naming("Mikhail Gorodetskiy", "RUS")),
        (naming("Josiah Kpadeh", None), naming("Josiah Kpadeh")),
        (naming("Kpadeh", title="Defence Minister"), naming("Josiah Kpadeh", title="defence minister")),
        # one report took him for an official of the state that he visited
        (
            naming("Josiah Kpadeh", "PRT", "Defence Minister"),
            naming("Josiah Kpadeh", "LBR", "defence minister"),
        ),
    ],
)
def test_one_party(one, other):
    assert one_party(one, other)
    assert one_party(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (naming("Kpadeh"), naming("Josiah Kpadeh")),
        (naming("Martha Kpadeh"), naming("Josiah Kpadeh")),
        (naming("Josiah Kpadeh", "LBR"), naming("Josiah Kpadeh", "GHA")),
        (naming("Kim Jong Un", "PRK"), naming("Kim Jong Il", "PRK")),
        (naming("Lee", "KOR"), naming("Lew", "KOR")),
        # a son in his father's office
        (
            naming("Tarplah", title="president", day="2026-03-02"),
            naming("Emmanuel Tarplah", title="president", day="2009-03-02"),
        ),
        (naming("Tarplah", title="president"), naming("Emmanuel Tarplah", title="minister")),
    ],
)
def test_two_parties(one, other):
    assert not one_party(one, other)


def test_country_is_that_of_most_reports():
    rows = [
        naming("Josiah Kpadeh", "LBR", "Defence Minister", page="a1"),
        naming("Josiah Kpadeh", "LBR", "Defence Minister", page="a2"),
        naming("Josiah Kpadeh", "PRT", "Defence Minister", page="a3"),
    ]
    assert identities(rows, Bonds())["p-josiah-kpadeh", "a3"].country == "LBR"


def test_judgements_join_and_part_and_can_be_undone():
    rows = [naming("Kpadeh"), naming("Josiah Kpadeh", page="a2")]
    merge = judgement(1, "merge", "party", "p-kpadeh", **{"with": ["p-josiah-kpadeh"]})
    split = judgement(2, "split", "party", "p-kpadeh", **{"with": ["p-josiah-kpadeh"]})
    undo = judgement(3, "undo", "party", "p-kpadeh", number="2")

    def joined(*given):
        found = identities(rows, bonds(active(given), "party"))
        return found["p-kpadeh", "a1"] == found["p-josiah-kpadeh", "a2"]

    assert not joined()
    assert joined(merge)
    assert not joined(merge, split)
    assert joined(merge, split, undo)


def test_all_parties_and_speakers_of_an_event_are_named():
    one = event("a1", 0, "REQUEST", "LBR", "PRT KAZ+UZB")
    assert [row.country for row in namings(one, "a1", "2026-03-02")] == ["LBR", "PRT"]


def test_an_official_is_on_the_side_that_other_reports_tell():
    minister = {"title": "defence minister"}
    asked = event("a1", 0, "REQUEST", "LBR", "PRT", "2 patrol boats", "fuel")
    known = event("a1", 1, "CONSULT", "LBR", "", recipients=(party("PRT", "Teresa Valadares", **minister),))
    pledged = event("a2", 0, "AGREE", "PRT", "LBR", "2 patrol boats")
    for country in ("", "LBR"):  # unknown there, or taken for the other state's
        refused = event(
            "a2", 1, "REJECT", "", "", "fuel", actors=(party(country, "Teresa Valadares", **minister),)
        )
        pages = [article(f"a{number}", f"2026-03-0{number}") for number in (1, 2, 3)]
        again = event("a3", 0, "REQUEST", "LBR", "PRT", "fuel")
        told_again = event("a3", 1, "CONSULT", "LBR", "", recipients=known.recipients)
        found = cases(state(pages, [asked, known, pledged, refused, again, told_again]), now=NOW)
        assert sorted(case.exit or str(case.provisional_stage) for case in found) == ["pledged", "refused"]
