"""Says in the answer itself that its money rests on a price that was assumed for the project."""

from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import dollars
from netra.backend.analytics.domain.figures import Unit


def with_assumed_price(given: Given, answer: Passage) -> Passage:
    """The answer as it is where it tells no money, or all of it by the price book."""
    price, cost = given.project.assumed_price, given.overview.result.cost if given.overview else None
    if price is None or cost is None or price.as_rates.source not in cost.assumptions:
        return answer
    if not any(figure.unit is Unit.USD for figure in answer.figures.values()):
        return answer
    read, written = dollars(price.input_per_million), dollars(price.output_per_million)
    said = (
        f" Calls without a model are at the price assumed for this project: {read} in and {written} out per "
        "million tokens."
    )
    return answer.model_copy(update={"text": answer.text + said})
