# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How it is said what outcomes did to points, what speaks against a proposal, and what somebody does about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.exports.public_document import Paragraph, Section, Table
from pandzicht.exports.told_figure import told_figure
from pandzicht.language import Language, message, shown, speaker
from pandzicht.learning.learned import Obstacle
from pandzicht.learning.learned_points import NotLearned, Unlearned
from pandzicht.learning.moved import Moved, Why
from pandzicht.learning.pairs import FEWEST_FOR_PAIRS, JudgedPair
from pandzicht.learning.rivals import Rival

RIVALS: Mapping[Rival, str] = {
    Rival.LOT: message("the lot"),
    Rival.EXPERTS: message("points of experts"),
    Rival.CHALLENGER: message("the points that are tried"),
    Rival.LEARNED: message("learned points"),
    Rival.PAIR: message("learned points with a pair of signals"),
}
"""What each way to choose is called."""
OBSTACLES: Mapping[Obstacle, str] = {
    Obstacle.NOT_LEARNED: message("nothing was learned"),
    Obstacle.NO_ROUND: message("no round could be judged: before none of them were enough outcomes known"),
    Obstacle.NOT_BETTER: message("the learned points find no more than those of experts, which are simpler"),
    Obstacle.SAME_POINTS: message("they are the points that the check has or tries already"),
    Obstacle.NO_CHALLENGER: message("the check tries no points on a share of its own"),
    Obstacle.FEW_TRIED: message("the points were tried in fewer than three rounds"),
    Obstacle.NOT_SURE: message("it is not sure that the points that are tried find more in all units of the frame"),
}
UNLEARNED: Mapping[Unlearned, str] = {
    Unlearned.FEW_LABELS: message("{there} outcomes with a probability are known, and {needed} are needed"),
    Unlearned.FEW_FOUND: message("something was found {there} times, and {needed} times are needed"),
    Unlearned.FEW_NOT_FOUND: message("nothing was found {there} times, and {needed} times are needed"),
    Unlearned.NOTHING_TOLD: message("no signal makes a finding more probable"),
}
TO_DO: Mapping[Obstacle, str] = {
    Obstacle.NOT_LEARNED: message("Have more addresses visited of lists that were drawn here, and learn again."),
    Obstacle.NO_ROUND: message("Wait until outcomes of one more round are known, and learn again."),
    Obstacle.NOT_BETTER: message("Leave the points of the experts as they are."),
    Obstacle.SAME_POINTS: message("Nothing has to be done."),
    Obstacle.NO_CHALLENGER: message("First propose to try learned points."),
    Obstacle.FEW_TRIED: message("Keep trying them until outcomes of three such rounds are known."),
    Obstacle.NOT_SURE: message("Try them longer, or on a larger share of the list; or go back."),
}
"""What somebody does about what speaks against a proposal."""
REASONS: Mapping[Why, str] = {
    Why.SELDOM: message("It was yes too seldom to learn from: the word of the experts stands."),
    Why.MORE: message("Where it was yes more was found than the points of the experts made one expect."),
    Why.LESS: message("Where it was yes less was found than the points of the experts made one expect."),
    Why.NOTHING: message("Beside the other signals it makes no finding more probable."),
    Why.SAME: message("What was found agrees with the points of the experts."),
}
"""Why a signal has the points that outcomes gave it."""


def said_obstacle(obstacle: Obstacle, lacks: NotLearned | None, language: Language) -> str:
    """Say what speaks against a proposal; where nothing was learned, with what lacks."""
    say = speaker(language)
    if obstacle is Obstacle.NOT_LEARNED and lacks is not None:
        return say(UNLEARNED[lacks.ground], there=lacks.there, needed=lacks.needed)
    return say(OBSTACLES[obstacle])


def said_pair(told: JudgedPair | None, catalogue: Catalogue, language: Language) -> str:
    """Say whether two signals together say more than their sum."""
    say = speaker(language)
    if told is None:
        return say(
            "From {needed} outcomes on it is tested whether two signals say more together.", needed=FEWEST_FOR_PAIRS
        )
    if not told.is_sure or told.signals is None:
        return say(
            "No two signals surely say more together than their sum; that was tested in {count} rounds.",
            count=told.rounds,
        )
    one, other = (asked_by(name, catalogue, language) for name in told.signals)
    return say(
        "These two together say more than their sum: '{one}' and '{other}'. Make it a signal of its own, with a "
        "sentence. In {count} rounds for which it was chosen beforehand, visits found this much more: {figure}.",
        one=one,
        other=other,
        count=told.chosen_in,
        figure=told_figure(say, told.ahead),
    )


def moved_told(moved: Sequence[Moved], catalogue: Catalogue, language: Language) -> Iterator[Section]:
    """Yield what outcomes did to the points of each signal and why; nothing where nothing was learned."""
    if not any(item.why for item in moved):
        return
    say = speaker(language)
    headings = (say("signal"), say("points of experts"), say("learned points"), say("found where yes"), say("so"))
    rows = tuple(
        (
            asked_by(item.signal, catalogue, language),
            shown(item.expert, language),
            shown(item.learned, language),
            told_figure(say, item.where_yes),
            say(REASONS[item.why]),
        )
        for item in moved
        if item.why is not None
    )
    text = say(
        "Points are added up and only the order counts, so the points of the experts stand here on the scale of the "
        "learned ones, of which the highest is 10. No signal can take points away."
    )
    yield Section(say("What changed, and why"), (Paragraph(text), Table(say("Per signal"), headings, rows)))


def asked_by(name: str, catalogue: Catalogue, language: Language) -> str:
    """Return the question of a signal; its name where the catalogue has it no more."""
    return catalogue.signals[name].question.in_(language) if name in catalogue.signals else name
