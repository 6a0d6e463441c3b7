"""What patrols by recorded crime do to the record: a small simulation with the truth held still.

Areas have one true rate each. The record catches a share of it, and more where patrols are; patrols
go where the record was highest. Nothing true changes, so any growing gap is made by the loop.
After Ensign and others 2018 (runaway feedback in predictive policing); the model is a local one.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def looped(
    rates: "Floats",
    *,
    recorded: float,
    found_by_patrol: float,
    patrolled: int,
    periods: int,
    independent: bool = False,
    runs: int = 200,
    seed: int = 7,
) -> "Floats":
    """Mean share of all recorded events that lies in the areas patrolled first, by period.

    Their true share is that of their rates. A record that patrols touch keeps them above it; one
    that patrols do not touch lets go of them after the first period.

    `recorded`: the share recorded without patrol; with one, `found_by_patrol` of the rest as well.
    `independent`: patrols go by a record that they do not touch, as a hospital's is.
    """
    import numpy as np

    if not (0 < recorded <= 1 and 0 <= found_by_patrol <= 1 and 0 < patrolled < len(rates)):
        raise ValueError("shares lie from 0 to 1, and some areas are left without a patrol")
    rng = np.random.default_rng(seed)
    with_patrol = recorded + (1 - recorded) * found_by_patrol
    seen = rng.poisson(rates * recorded, size=(runs, len(rates)))
    shares = np.empty(periods)
    began = np.zeros(seen.shape, dtype=bool)
    for period in range(periods):
        chosen = np.argsort(-seen, axis=1, kind="stable")[:, :patrolled]
        there = np.zeros(seen.shape, dtype=bool)
        np.put_along_axis(there, chosen, True, axis=1)
        began = began if period else there
        police = rng.poisson(rates * np.where(there, with_patrol, recorded))
        shares[period] = float((police * began).sum() / max(int(police.sum()), 1))
        seen = rng.poisson(rates * recorded, size=seen.shape) if independent else police
    return shares
