"""A specimen as the program would hold it before reading: straightened, and judged good enough or not."""

from __future__ import annotations

from dataclasses import replace

from poswizard.documents import quality
from poswizard.documents.demand import demand_of
from poswizard.documents.measures import fingerprint, measured
from poswizard.documents.quad import Quad
from poswizard.documents.straighten import straightened
from tests.documents.specimens import Specimen
from tests.documents.specimens.arrays import array, picture
from tests.documents.specimens.specimen import flat


def straight(specimen: Specimen) -> Specimen:
    """The specimen within its own corners; a flat one as it is."""
    if specimen.corners == flat(specimen.image):
        return specimen
    demand = demand_of(specimen.kind)
    image = picture(straightened(array(specimen.image), Quad.of(specimen.corners), demand.shape))
    return replace(specimen, image=image, corners=flat(image))


def is_accepted(specimen: Specimen) -> bool:
    """Nothing about the straightened picture is an error: a clerk would hear no complaint that stops it."""
    demand, pixels = demand_of(specimen.kind), array(specimen.image)
    measures = quality.Measures(
        width=specimen.image.width,
        height=specimen.image.height,
        fingerprint=fingerprint(pixels),
        cut=0,
        **measured(pixels, demand.character),
    )
    return all(finding.level != "error" for finding in quality.findings(measures, demand))
