#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bimatrix games drawn at random, and all of their equilibria as nashpy finds them as vertices of best-response polytopes.

What nashpy finds by support enumeration has to be among them; it misses some, where a probability of 0 comes out below.

    python3 games.py > ../AnalysisTests/Expected/bimatrix.json

Needs nashpy 0.0.43 and numpy 2.4.6.
"""
import json
import warnings

import nashpy
import numpy

SEED = 20260701
SIZES = [(2, 2), (2, 3), (3, 3), (3, 4), (4, 4), (5, 3), (5, 5), (6, 6)]
EACH = 8


def games():
    random = numpy.random.default_rng(SEED)
    for size in SIZES:
        for _ in range(EACH):
            row, column = (numpy.round(random.normal(size=size), 3) for _ in range(2))
            game = nashpy.Game(row, column)
            found = list(game.vertex_enumeration())
            assert len(found) % 2 == 1, "a game that is not degenerate has an odd number of equilibria"
            for one in game.support_enumeration():
                assert any(all(numpy.allclose(a, b) for a, b in zip(one, other)) for other in found)
            yield {
                "row": row.tolist(), "column": column.tolist(),
                "equilibria": [[x.tolist(), y.tolist()] for x, y in found],
            }


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # of even numbers, where some were missed
    lines = ",\n".join(json.dumps(game) for game in games())
    print(f"[\n{lines}\n]")
