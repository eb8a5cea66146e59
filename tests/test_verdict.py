"""Yes or no, from what the evidence says and not from its subject."""

from __future__ import annotations

import pytest

from service.answers.verdict import verdict


@pytest.mark.parametrize(
    ("question", "evidence", "yes"),
    [
        ("Was the charter signed?", "The board signed the charter in 1999.", True),
        ("Did the twelfth gathering go ahead in 2020?", "The 12th gathering, due in 2020, was cancelled.", False),
        ("Was the twelfth gathering cancelled?", "The 12th gathering, due in 2020, was cancelled.", True),
        ("May branches take new boats?", "Branches get repairs only; no new boats will be taken.", False),
        ("Is there a warranty?", "The Office disclaims any warranty.", False),
        ("Wasn't the charter signed?", "The board signed the charter.", True),
        ("Is the charter about boats?", "The charter is not about boats.", False),
        ("Is the charter binding?", "It isn't binding.", False),
        ("Are pilots exempt from the fee?", "The fee does not apply to pilots.", True),
        ("Do pilots pay the fee?", "Pilots are exempt from the fee.", False),
        ("Are the letters scrambled so that nobody can read them?", "Messages are not encrypted.", False),
        ("May a guest apply?", "The board may take part but does not get a lamp.", True),
        ("Is the fund registered in Oslo?", "The tax-exempt fund is registered in Oslo.", True),
        ("Must boats be registered?", "Boats must be registered unless they are exempt under rule 4.", True),
        ("Is there a fee for late entries?", "The fee for late entries is 5 euro, waived for children.", True),
        ("Is mooring free?", "Mooring is free. No dogs are allowed.", True),
        ("Does it use steam?", "Steam isn't used: the lamps are lit by hand.", False),
        ("Can boats without lamps join?", "A motion to admit boats without lamps failed.", False),
        ("Can boats that have no lamp join?", "A motion to admit boats without a lamp failed by one vote.", False),
        ("May the board sell the rope that it doesn't need?", "2. Neither party may lease its rope.", False),
        ("Did the ferry run on Monday?", "The ferry did not run on Monday because it was cancelled.", False),
        ("Was the charter ratified?", "The charter was never ratified and was abandoned in 1999.", False),
        ("Was the meeting cancelled?", "The meeting was not cancelled but moved.", False),
        ("Did Otaru win?", "Otaru defeated Oslo 3-1.", True),
        ("Is the ferry Grace still running?", "The lamp was lit without delay.", True),
        ("Are small boats covered?", "It does not apply to lightvessels.", False),
        ("Is the pier left unlit?", "The piers are not lit at night.", True),
        ("Does it make use of a pump?", "Steam isn't used, and we don't expect it: most goes by hand.", False),
        ("Is there a night boat?", "There is no night boat.", False),
        ("Was the storm in 1999?", "The charter was not signed there; a storm came in 1999.", True),
        ("Did they travel to meet face to face?", "The meeting was held virtually.", False),
        ("Was the meeting held online?", "The meeting was held on-line in May.", True),
        ("Was the charter signed in 2015?", "It was signed on 3 May 2016.", False),
        ("Was it extended into 2023?", "It was extended until March 2023.", True),
        ("Was it signed before 2010?", "It was signed in 1999.", True),
        ("Was it signed after 2010?", "It was signed in 1999.", False),
        ("Does the board keep more than 10 lamps?", "The board keeps 12 lamps.", True),
        ("Does the board keep more than 20 lamps?", "The board keeps 12 lamps.", False),
        ("Does the board keep 12 lamps?", "The board keeps 12 lamps and 3 boats.", True),
        ("Does the board keep at most 11 lamps?", "The board keeps 12 lamps and 3 boats.", False),
    ],
)
def test_yes_needs_evidence_that_agrees_and_no_evidence_that_denies(question: str, evidence: str, yes: bool) -> None:
    assert verdict(question, evidence).yes is yes
