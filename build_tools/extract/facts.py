"""All facts of one document: each kind is found by the file named after it."""

from __future__ import annotations

from build_tools.extract.amounts import find_amounts
from build_tools.extract.appointments import find_appointments
from build_tools.extract.citations import find_citations
from build_tools.extract.incentives import find_incentives
from build_tools.extract.rates import find_rates
from build_tools.extract.responsibilities import find_responsibilities
from build_tools.extract.schedules import find_schedules, with_units
from build_tools.extract.supports import find_supports
from build_tools.extract.targets import find_targets
from build_tools.extract.units import UnitAuthority
from build_tools.extract.validity import find_validity
from build_tools.model.document import Document
from build_tools.model.facts import Facts
from build_tools.model.text import SourceText


def find_facts(document: Document, source: SourceText, units: UnitAuthority) -> Facts:
    """Facts of `document`, which was read from `source`; pure, the same input gives the same facts."""
    amounts = find_amounts(document, source)
    rates = find_rates(document, source)
    incentives = find_incentives(document, source, amounts, rates)
    responsibilities = find_responsibilities(document, source, units)
    return Facts(
        amounts=amounts,
        rates=rates,
        incentives=incentives,
        responsibilities=responsibilities,
        citations=find_citations(document, source),
        targets=find_targets(document, source),
        appointments=find_appointments(document, source),
        schedules=with_units(find_schedules(document, source), responsibilities),
        supports=find_supports(document, source, incentives),
        validity=find_validity(document, source),
    )
