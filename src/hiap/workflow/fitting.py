"""The evidence of a measure or a run: three labels, what fits, what is missing, what knowing is worth."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.catalogue.evidence_rules import load_rules
from hiap.catalogue.measures import Entry, load_entry
from hiap.catalogue.pack import load_pack
from hiap.data import DEFAULT_PACK
from hiap.domain.evaluation import EvidenceRules
from hiap.domain.grading import Ratings
from hiap.domain.measure import Effect, Measure
from hiap.domain.pack import Pack
from hiap.domain.parts import Evidence
from hiap.domain.register import Claim
from hiap.evidence.fitting import facts_of, fits_of, floor_of, gaps_of, proportionate
from hiap.workflow import labels
from hiap.workflow.recognition import recognition_rows, recognition_words
from hiap.workflow.vocabulary import vocabulary_of

Row = dict[str, object]


def evidence_of_entry(what: str, pack: str = DEFAULT_PACK, rules: str | None = None) -> Row:
    """The evidence of one entry of the register, by id or path.

    Raises
    ------
    InputError : every fault of the entry or of the rules.
    """
    found, country = load_rules(rules), load_pack(pack)
    return {
        "rules": _rules(found),
        "measures": [_entry(load_entry(what, vocabulary_of(country)), country, found)],
    }


def evidence_of_run(result: Mapping[str, object], pack: str | None = None, rules: str | None = None) -> Row:
    """The evidence of every measure of a run, with each gain's profile and what knowing more is worth."""
    found = load_rules(rules)
    country = load_pack(pack or str(result["pack"]["id"]))  # type: ignore[index]
    documents: Mapping[str, str] = result["documents"]  # type: ignore[assignment]
    measures = [Measure.model_validate_json(text) for text in documents.values()]
    scenarios: Mapping[str, Mapping[str, object]] = result["scenarios"]  # type: ignore[assignment]
    return {
        "rules": _rules(found),
        "measures": [_entry(measure, country, found) for measure in measures],
        "scenarios": {name: _gain(scenario) for name, scenario in scenarios.items()},
    }


def _gain(scenario: Mapping[str, object]) -> Row:
    """The profile of a gain, and what perfect information is worth: in all, and of each number."""
    evidence: Mapping[str, object] = scenario["evidence"]  # type: ignore[assignment]
    uncertainty = scenario["uncertainty"]
    known = uncertainty if isinstance(uncertainty, Mapping) else {}
    return {
        "title": scenario["title"],
        "profile": evidence["profile"],
        "evpi_eur": known.get("evpi_eur"),
        "inputs": [
            {key: row[key] for key in ("name", "title", "evppi_eur")} for row in known.get("inputs", [])
        ],
    }


def _rules(rules: EvidenceRules) -> Row:
    convention = rules.convention.model_dump() if rules.convention else None
    return {"id": rules.id, "title": rules.title.model_dump(), "convention": convention}


def _entry(entry: Entry, pack: Pack, rules: EvidenceRules) -> Row:
    fits = fits_of(entry, rules)
    effects = entry.effects if isinstance(entry, Measure) else ()
    elements = entry.working_elements if isinstance(entry, Measure) else ()
    return {
        "id": entry.id,
        "title": entry.title.model_dump(),
        "effects": [_effect(effect, pack) for effect in effects],
        "claims": [_claim(claim) for claim in entry.claims],
        "floor": floor_of(entry),
        "proportionate": proportionate(entry, fits),
        "facts": [
            {"attribute": name, "value": fact.value, "status": fact.status}
            for name, fact in facts_of(entry).items()
        ],
        "designs": [
            {
                "id": fit.rule.id,
                "title": fit.rule.title.model_dump(),
                "floor": fit.rule.floor,
                "fits": fit.fits,
                "against": list(fit.against),
                "why": fit.rule.why.model_dump(),
                "present": fit.present,
            }
            for fit in fits
        ],
        "missing": [gap._asdict() for gap in gaps_of(entry, fits)],
        "working_elements": [text.model_dump() for text in elements],
        "leap_of_faith": any(effect.evidence.leap_of_faith for effect in effects),
    }


def _effect(effect: Effect, pack: Pack) -> Row:
    transfer = effect.transfer
    return {
        "id": effect.id,
        "title": labels.effect_title(pack.names, effect),
        **labels_of(effect.evidence),
        "transfer": {
            "value": transfer.value,
            "low": transfer.low,
            "high": transfer.high,
            "unit": transfer.unit,
            "grade": transfer.grade,
            "reason": transfer.note or None,
        },
        "fits": effect.evidence.fits.model_dump() if effect.evidence.fits else None,
    }


def _claim(claim: Claim) -> Row:
    return {
        "id": claim.id,
        "title": claim.outcome.model_dump(),
        "direction": claim.direction,
        "design": claim.design,
        "setting": claim.setting,
        "follow_up": claim.follow_up,
        **labels_of(claim.evidence),
    }


def labels_of(evidence: Evidence) -> Row:
    """The three labels of an effect or a claim, apart, with the reasons for the certainty."""
    return {
        "floor": evidence.floor,
        "certainty": evidence.certainty,
        "certainty_reason": evidence.certainty_reason.model_dump(),
        "ratings": _steps(evidence.ratings),
        "recognition": recognition_words(evidence),
        "recognised": recognition_rows(evidence),
        "leap_of_faith": evidence.leap_of_faith,
    }


def _steps(ratings: Ratings | None) -> Row | None:
    """Where the certainty starts, and each step that was taken."""
    if ratings is None:
        return None
    return {name: value for name, value in ratings.model_dump().items() if value}
