#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers of `equipoise theory`, found another way.

    python3 theory.py DIR

writes NAME.csv for every model, as Tests/TheoryTests/Expected holds them. Closed forms where there are any, else
searches over the game itself and 30-digit arithmetic; nothing is shared with the program but the models. Needs mpmath.
"""
import csv
import functools
import itertools
import pathlib
import sys

from mpmath import diff, exp, findroot, inf, log, mp, mpf, quad, sqrt

mp.dps = 30


def n(text):
    """An exact decimal."""
    return mpf(str(text))


# ---------------------------------------------------------------- Yang and Zhang, by its own equation numbers

CH, CA, LAMBDA, BETA, M, K = n("0.3"), n("0.05"), n("0.6"), n("0.6"), n(2), n(5)


def table_1(X, p, phi, beta):
    """Skills that use AI: Table 1, with (7) and (8)."""
    x_ho = CH / beta
    if LAMBDA * phi * BETA * X < CA + p - (1 - LAMBDA) * phi * BETA * x_ho:
        return x_ho, x_ho
    x_ha = (LAMBDA * phi * BETA * X + CH - CA - p) / (beta - (1 - LAMBDA) * phi * BETA)
    x_ao = (CA + p - LAMBDA * phi * BETA * X) / ((1 - LAMBDA) * phi * BETA)
    return max(mpf(0), x_ao), min(mpf(1), x_ha)


def corollary_1(mass, X, p, phi, beta):
    low, high = table_1(X, p, phi, beta)
    human = mass * quad(lambda x: x, [high, 1])
    assisted = mass * quad(lambda x: LAMBDA * X + (1 - LAMBDA) * x, [low, high])
    creators = mass * (quad(lambda x: beta * x - CH, [high, 1])
                       + quad(lambda x: phi * BETA * (LAMBDA * X + (1 - LAMBDA) * x) - CA - p, [low, high]))
    consumers = (1 - BETA) * human + (1 - phi * BETA) * assisted
    fees = mass * p * (high - low)
    welfare = human + assisted - mass * (CH * (1 - high) + CA * (high - low))
    return dict(low=low, high=high, human=human, assisted=assisted, creators=creators, consumers=consumers, fees=fees,
                welfare=welfare)


def zero_profit_price(X, f, phi, X1):
    """The least p with M p (upper - lower) = f q(X; X1); None if there is none."""
    needed = f * log((1 - X1) / (1 - X)) / K
    revenue = lambda p: M * p * (lambda t: t[1] - t[0])(table_1(X, p, phi, BETA)) - needed
    if needed == 0:
        return mpf(0)
    grid = [LAMBDA * phi * BETA * X * i / 400 for i in range(401)]
    for a, b in zip(grid, grid[1:]):
        if revenue(b) >= 0:
            return findroot(revenue, (a, b), solver="anderson", tol=1e-50, maxsteps=200, verify=False)
    return None


@functools.cache
def firm(f, phi, X1, cap):
    """(14)-(16), by golden section over X2."""
    if f == 0:
        return cap, mpf(0)

    def value(X):
        p = zero_profit_price(X, f, phi, X1)
        return -inf if p is None else LAMBDA * phi * BETA * X - p

    steps = 60
    grid = [X1 + (min(cap, 1 - n("1e-9")) - X1) * i / steps for i in range(steps + 1)]
    best = max(range(steps + 1), key=lambda i: value(grid[i]))
    a, b = grid[max(best - 1, 0)], grid[min(best + 1, steps)]
    ratio = (sqrt(5) - 1) / 2
    c, d = b - ratio * (b - a), a + ratio * (b - a)
    vc, vd = value(c), value(d)
    while b - a > n("1e-13"):
        if vc > vd:
            b, d, vd = d, c, vc
            c = b - ratio * (b - a)
            vc = value(c)
        else:
            a, c, vc = c, d, vd
            d = a + ratio * (b - a)
            vd = value(d)
    X = max(grid[best], (a + b) / 2, X1, cap, key=lambda x: (value(x) if x < 1 else -inf))
    return X, zero_profit_price(X, f, phi, X1)


@functools.cache
def yang_zhang(data, f, phi, X1):
    first = lambda beta: corollary_1(1, X1, mpf(0), phi, beta)
    beta, case = BETA, ""
    if data == "abundant":
        X2, p2 = firm(f, phi, X1, mpf(1))
    elif f == 0:
        case, X2, p2 = "free", 1 - (1 - X1) * exp(-K * first(BETA)["human"]), mpf(0)
    else:
        X2, p2 = firm(f, phi, X1, mpf(1))
        demand = log((1 - X1) / (1 - X2)) / K
        paid = first(BETA + f)["human"]
        if demand == 0:
            case = "none"
        elif demand >= paid:
            case, beta = "full", BETA + f
            X2, p2 = firm(f, phi, X1, 1 - (1 - X1) * exp(-K * paid))
        else:
            case = "partial"
            supply = findroot(lambda Q: first(BETA + f * demand / Q)["human"] - Q, paid)
            beta = BETA + f * demand / supply
    one, two = first(beta), corollary_1(M, X2, p2, phi, BETA)
    assert abs(two["creators"] + two["consumers"] + two["fees"] - two["welfare"]) < 1e-20
    own = (1 - LAMBDA) * phi * BETA
    return dict(
        data=data, phi=phi, X1=X1, f=f, case=case, beta=beta, some=(CA - own * CH / beta) / (LAMBDA * phi * BETA),
        entry=CA / (LAMBDA * phi * BETA), all=(CA + beta - own - CH) / (LAMBDA * phi * BETA), low=one["low"],
        high=one["high"], human1=one["human"], assisted1=one["assisted"], creators1=one["creators"],
        consumers1=one["consumers"], welfare1=one["welfare"], X2=X2, p2=p2, human2=two["human"],
        assisted2=two["assisted"], fees=two["fees"], creators2=two["creators"], consumers2=two["consumers"],
        welfare2=two["welfare"], consumers=one["consumers"] + two["consumers"],
        welfare=one["welfare"] + two["welfare"])


def yang_zhang_rows():
    cases = [("fees", d, f, "0.6", "0.4") for d in ("abundant", "scarce") for f in ("0", "0.05", "0.1", "0.15", "0.2", "0.3", "1")]
    cases += [("AI copyright", "scarce", f, phi, "0.4") for phi in ("0.2", "0.4", "0.6", "0.8", "1") for f in ("0", "0.2")]
    cases += [("no human works unless paid", "scarce", f, "0.6", "0.96") for f in ("0", "0.05")]
    rows = [[name, *yang_zhang(d, n(f), n(phi), n(X1)).values()] for name, d, f, phi, X1 in cases]
    # around the best fees: outcomes are single-peaked there, and the ends of the grid are in the ladder above
    near = [yang_zhang("scarce", n(i) / 100, n("0.6"), n("0.4")) for i in range(8, 25)]
    rows += [["fee best for " + name, *max(near, key=lambda s: s[key]).values()]
             for name, key in (("AI quality", "X2"), ("welfare", "welfare"), ("consumers", "consumers"))]
    rights = [yang_zhang("abundant", mpf(0), n(i) / 100, n("0.4")) for i in range(1, 101)]
    rows += [["AI copyright best for " + name, *max(rights, key=lambda s: s[name]).values()] for name in ("welfare", "consumers")]
    return rows


# ---------------------------------------------------------------- closed forms

def royalty_stacking():
    rows = []
    for k in (1, 2, 3, 4, 10, 100):
        k = mpf(k)
        rows.append(["1 - R", int(k), 1 / (k + 1), k / (k + 1), k / (k + 1), 1 / (k + 1), k / (k + 1) ** 2, 1 / (2 * (k + 1) ** 2)])
    m = n("0.4")
    for k in (1, 2, 3):
        rows.append(["exp(-R/0.4)", k, m, k * m, "", exp(-k), k * m * exp(-k), m * exp(-k)])
    c, eps = 1, mpf(4)
    for k in (1, 2, 3):
        price = c * eps / (eps - k)
        rows.append(["(1 + R)^-4", k, (price - c) / k, price - c, "", price ** -eps, (price - c) * price ** -eps, price ** (1 - eps) / (eps - 1)])
    return [row + [row[6] + row[7], row[7] - n("0.01") * row[1]] for row in rows]


def bargaining():
    rows = []
    for theta in ("0", "0.4", "0.5", "1"):
        theta, V, dA, dC = n(theta), 9, 2, 1
        rows.append(["licence", theta, dA, dC, V, "", V - dA - dC, dC + theta * (V - dA - dC), dA + (1 - theta) * (V - dA - dC), "", "", ""])
    D, LA, LC, theta = 5, n("0.6"), n("0.4"), n("0.4")
    for p in ("0.2", "0.5", "0.8"):
        p = n(p)
        F = p * D + theta * LA - (1 - theta) * LC
        rows.append(["settlement", theta, -p * D - LA, p * D - LC, 0, p, LA + LC, F, -F, "", "", ""])
    h = n("0.5")
    for tau in (mpf(0), n("0.1")):
        rows.append(["Coase"] + [""] * 8 + [tau, 1 - tau - h / 2, 1 - (h - tau) ** 2 / (2 * h)])
    return rows


def property_liability():
    rows, k, tau = [], n("0.05"), n("0.1")
    for h in (n("0.2"), n("0.4"), (sqrt(5) - 1) / 2, n("0.8"), mpf(1)):
        best = mpf(1) / 2 - h / 2 + h ** 2 / 6
        offer = lambda tau: (n("0.375") * ((1 - tau) ** 3 - max(1 - tau - h, 0) ** 3)) / (3 * h)
        rate = lambda s: (1 - s ** 2) / 2 - h / 2 * (1 - s)
        # by distributing harm over the density of values: both sides bid linearly, trade where v - c >= 1/4
        auction = quad(lambda c: quad(lambda v: v - c, [c + n("0.25"), 1]), [0, n("0.75")]) if h == 1 else ""
        rows.append([h, best, mpf(1) / 2 - h / 2, offer(0), offer(tau), h / 2, rate(h / 2), rate(h), (k / 2 - k ** 2 / 2) / h - k * (1 - k / h),
                     auction, auction / best if auction else ""])
    return rows


def incentive_access():
    rows = []
    for eps in ("0.1", "0.5", "1", "2", "5"):
        eps = n(eps)
        z = mpf(1) / 3 if eps == 1 else (-3 * eps + sqrt(eps ** 2 + 8 * eps)) / (4 * (1 - eps))
        welfare = lambda z: (z * (1 - z)) ** eps * ((1 - z) ** 2 / 2 + z * (1 - z) / (1 + eps))
        assert all(welfare(z) > welfare(z + d) for d in (n("1e-9"), n("-1e-9")))
        rows.append([eps, z, (z * (1 - z)) ** eps, z * (1 - z), (1 - z) ** 2 / 2, welfare(z), welfare(mpf(1) / 2)])
    return rows


def shapley(members, value):
    """By all orders of joining."""
    totals = dict.fromkeys(members, mpf(0))
    orders = list(itertools.permutations(members))
    for order in orders:
        for i, member in enumerate(order):
            totals[member] += value(frozenset(order[:i + 1])) - value(frozenset(order[:i]))
    return {member: total / len(orders) for member, total in totals.items()}


def shapley_royalty():
    rows = []

    def add(game, members, value):
        for member, share in shapley(members, value).items():
            rows.append([game, "", "", member, share, share / value(frozenset(members))])

    works = {"owner 1": 1, "owner 2": 1, "owner 3": 2, "owner 3a": 1, "owner 3b": 1}
    likelihood = lambda S: log(1 + sum(works[i] for i in S))
    add("likelihood", ["owner 1", "owner 2", "owner 3"], likelihood)
    add("owner 3 split", ["owner 1", "owner 2", "owner 3a", "owner 3b"], likelihood)
    three = ["developer", "owner 1", "owner 2"]
    add("substitutes", three, lambda S: mpf("developer" in S and len(S) > 1))
    add("complements", three, lambda S: mpf(len(S) == 3))
    five = shapley(range(6), lambda S: sqrt(mpf(len(S) - 1) / 5) if 0 in S else mpf(0))
    rows.append(["small owners", n("0.5"), 5, "developer", five[0], five[0]])
    rows.append(["small owners", n("0.5"), 5, "one owner", five[1], five[1]])
    for g in ("0.28", "0.5", "1", "2"):
        g = n(g)
        rows.append(["small owners", g, "", "developer", 1 / (1 + g), 1 / (1 + g)])
        rows.append(["small owners", g, "", "all owners", g / (1 + g), g / (1 + g)])
    for g in ("0.3", "2"):
        paid = 50 * (1 - n("0.98") ** n(g))
        rows.append(["paid at the margin", n(g), 50, "all owners", paid, paid])
    return rows


HOFFMANN = ("Hoffmann et al.", *map(n, ("1.69", "406.4", "410.7", "0.34", "0.28")))
BESIROGLU = ("Besiroglu et al.", *map(n, ("1.8172", "482.01", "2085.43", "0.3478", "0.3658")))
R_STAR = n("15.387756")


def effective(D, U):
    return D if U is None or D <= U else U * (1 + R_STAR * (1 - exp(-(D / U - 1) / R_STAR)))


def scaling_law():
    def loss(law, N, D):
        return law[1] + law[2] * N ** -law[4] + law[3] * D ** -law[5]

    def closed(law, C):
        _, _, A, B, a, b = law
        return (a * A / (b * B)) ** (1 / (a + b)) * (C / 6) ** (b / (a + b))

    def limited(C, U, start):
        """ln N of the least loss, where its numerical derivative is 0."""
        of = lambda x: loss(HOFFMANN, exp(x), effective(C / 6 * exp(-x), U))
        return findroot(lambda x: diff(of, x), start, tol=1e-22, verify=False)

    rows = []
    for law in (HOFFMANN, BESIROGLU):
        N, D, C = n("70e9"), n("1.4e12"), n("5.76e23")
        rows.append(["Chinchilla", law[0], 6 * N * D, "", N, D, D / N, "", D, loss(law, N, D), "", ""])
        N = closed(law, C)
        D = C / 6 / N
        rows.append(["best for its compute", law[0], C, "", N, D, D / N, "", D, loss(law, N, D), "", ""])
    for x in (1, 2, 4, 16, 64):
        rows.append(["repetition", "", "", 1, "", x, "", x, effective(mpf(x), 1), "", "", ""])
    rows.append(["repetition without end", "", "", 1, "", "", "", "", 1 + R_STAR, "", "", ""])
    C = n("1e25")
    unlimited = closed(HOFFMANN, C)
    least = loss(HOFFMANN, unlimited, C / 6 / unlimited)
    start = log(unlimited)
    for U in ("1e14", "1e13", "3e12", "1e12", "3e11", "1e11"):
        U = n(U)
        best = lambda U: limited(C, U, start)
        start = best(U)
        N, D = exp(start), C / 6 * exp(-start)
        reducible = lambda u: log(loss(HOFFMANN, exp(best(exp(u))), effective(C / 6 * exp(-best(exp(u))), exp(u))) - HOFFMANN[1])
        h = n("1e-6")
        slope = (reducible(log(U) + h) - reducible(log(U) - h)) / (2 * h)
        L = loss(HOFFMANN, N, effective(D, U))
        rows.append(["access to data", HOFFMANN[0], C, U, N, D, D / N, D / U, effective(D, U), L, L - least, slope])
    return rows


def tipping():
    a, pay, f = mpf(1), n("0.4"), n("0.1")
    time = lambda start, end: quad(lambda x: 1 / (x * (1 - x) * (a * x - pay)), [start, end])
    latest = time(n("0.35"), pay - f)
    rows = [[n("0.35"), pay, pay - f, latest, "", "", 0], [n("0.45"), pay, pay - f, "", "", "", 1],
            [n("0.25"), pay, pay - f, "", 0, n("0.25"), 0]]
    for T in ("0", "1", "2", "3", "3.1", "3.2", "4"):
        T = n(T)
        x = findroot(lambda x: time(n("0.35"), x) - T, n("0.31")) if T else n("0.35")
        rows.append([n("0.35"), pay, pay - f, latest, T, x, int(T < latest)])
    return rows


def bass():
    p, q = n("0.03"), n("0.38")
    F = lambda t: (1 - exp(-(p + q) * t)) / (1 + q / p * exp(-(p + q) * t))
    rows = [["year", t, F(t), (p + q * F(t)) * (1 - F(t))] for t in range(21)]
    return rows + [["peak", log(q / p) / (p + q), mpf(1) / 2 - p / (2 * q), (p + q) ** 2 / (4 * q)]]


def kanbur_keen():
    def row(theta, regime, t, T):
        return [theta, regime, t, T, T - t, t * (theta + T - t), T * (1 - T + t)]

    rows = []
    for theta in ("0.25", "0.5", "0.75", "1"):
        theta = n(theta)
        rows.append(row(theta, "competition", (1 + 2 * theta) / 3, (2 + theta) / 3))
        assert abs(rows[-1][5] - ((1 + 2 * theta) / 3) ** 2) < 1e-25
    return rows + [row(n("0.25"), "minimum tax", n("0.625"), n("0.8125")), row(n("0.25"), "harmonised", n("0.625"), n("0.625"))]


def zodrow_mieszkowski():
    taxes = [[k, mpf(k) / (3 * (k - 1))] for k in (2, 3, 10, 100)] + [["", mpf(1) / 3]]
    return [[k, t, 1 - t] for k, t in taxes]


def data_externality():
    return [[r, 2 / (4 - r ** 2), r ** 2 / 2, (2 - r ** 2) ** 2 / (2 * (4 - r ** 2)), ((2 - r ** 2) / 2) ** 2]
            for r in map(n, ("0", "0.3", "0.6", "0.9", "1"))]


def ces_demand():
    sigma, a, most, p = mpf(4), n("0.5"), n("12.5"), mpf(4) / 3
    index = lambda N: p * N ** (1 / (1 - sigma))
    share = lambda N, eps, P: index(N) ** (1 - eps) / (index(N) ** (1 - eps) + a * P ** (1 - eps))
    level = lambda N, eps, P: (index(N) ** (1 - eps) + a * P ** (1 - eps)) ** (1 / (1 - eps))
    row = lambda name, eps, P, N: [name, eps, P, N, index(N), share(N, eps, P), level(N, eps, P)]
    cheap = n("0.4")
    rows = [row("works given", 2, cheap, most), row("works given", 2, cheap, 2 * most)]
    # with entry, N^{k-1}(N̄ - N) = a P_A^{1-ε} / p^{1-ε}
    k = lambda eps: (eps - 1) / (sigma - 1)
    entry = lambda eps, P, start: findroot(
        lambda N: p ** (1 - eps) * N ** (k(eps) - 1) * (most - N) - a * P ** (1 - eps), start, solver="anderson", tol=1e-40)
    for eps in (n("1.5"), mpf(2), mpf(3)):
        rows.append(row("free entry", eps, cheap, entry(eps, cheap, (n("0.5"), most))))
    eps = mpf(6)
    rows.append(row("free entry (unstable)", eps, mpf(1), entry(eps, mpf(1), (n("0.01"), mpf(1)))))
    rows.append(row("free entry", eps, mpf(1), entry(eps, mpf(1), (mpf(6), most))))
    ratio = k(eps)
    bound = p ** (1 - eps) * most ** ratio * (ratio - 1) ** (ratio - 1) / ratio ** ratio
    rows.append(row("on the brink", eps, (bound / a) ** (1 / (1 - eps)), most * (ratio - 1) / ratio))
    return rows + [["collapse", eps, cheap, 0, "", 0, (a * cheap ** (1 - eps)) ** (1 / (1 - eps))]]


MODELS = {
    "yang-zhang": yang_zhang_rows, "royalty-stacking": royalty_stacking, "bargaining": bargaining,
    "property-liability": property_liability, "incentive-access": incentive_access, "shapley-royalty": shapley_royalty,
    "scaling-law": scaling_law, "tipping": tipping, "bass": bass, "kanbur-keen": kanbur_keen,
    "zodrow-mieszkowski": zodrow_mieszkowski, "data-externality": data_externality, "ces-demand": ces_demand,
}


def table(name):
    """Rows of texts: numbers with 16 digits."""
    text = lambda cell: mp.nstr(cell, 16, min_fixed=-6, max_fixed=17) if isinstance(cell, mpf) else str(cell)
    return [[text(cell) for cell in row] for row in MODELS[name]()]


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or MODELS:
        with open(folder / f"{name}.csv", "w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(table(name))
