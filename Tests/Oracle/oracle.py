#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Independent reference implementation of the model, for checks of the program.

    python3 oracle.py SCENARIO.yaml --world-baseline BASELINE.yaml --out DIR

writes timeseries.csv, impact.csv and bands.csv. It follows the model page equation by equation (section
numbers in the comments) and is written for reading, not for speed. It takes valid input for granted.
Needs PyYAML, numpy and scipy.
"""
import argparse
import csv
import math
import os

import numpy as np
from scipy.integrate import solve_ivp

from inputs import World, read_scenario


# ---------------------------------------------------------------- section 1: policy

class Policy:
    """The levers of every place over time under one option."""

    def __init__(self, world, option):
        self.world = world
        self.base, self.steps = {}, {}
        for place in world.places:
            entry = world.baseRegime[place]
            levers = dict(world.regimes[entry["regime"]])
            levers.update({k: v for k, v in entry.items() if k != "regime"})
            self.base[place] = {name: float(levers.get(name, 0.0)) for name in world.levers}
            target, steps = dict(self.base[place]), []
            for step in (option or {}).get(place, []):
                target = dict(target)                                     # the target before it ...
                if "regime" in step:
                    target.update(world.regimes[step["regime"]])          # ... overwritten by the preset's levers ...
                target.update(step.get("with") or {})                     # ... and by `with`
                steps.append((float(step["from"]), float(step.get("over", 0)), target))
            dates = [start for start, _, _ in steps]
            if dates != sorted(set(dates)):
                raise SystemExit(f"steps of {place} out of order")
            self.steps[place] = steps

    def breakpoints(self):
        return [t for steps in self.steps.values() for start, over, _ in steps for t in (start, start + over)]

    def at(self, t, jumps_until):
        """Levers at time t as arrays over places, with jumps dated up to `jumps_until` in force: t itself for
        the right-continuous value, the start of the segment within an integration segment."""
        rows = []
        for place in self.world.places:
            value = dict(self.base[place])
            for start, over, target in self.steps[place]:
                if over == 0:
                    u = 1.0 if start <= jumps_until else 0.0
                else:
                    u = min(max((t - start) / over, 0.0), 1.0)
                for name in value:
                    value[name] = (1 - u) * value[name] + u * target[name]
            rows.append(value)
        return {name: np.array([float(row[name]) for row in rows]) for name in self.world.levers}


# ---------------------------------------------------------------- the model

class Model:
    """Sections 2 to 11. A state is a dict of arrays: W, H by (origin, sector), Omega, Lambda by (law, sector), K, U, B."""

    def __init__(self, world):
        w = self.world = world
        n, k = len(w.places), len(w.sectors)
        self.shapes = {"W": (n, k), "H": (n, k), "Omega": (n, k), "Lambda": (n, k), "K": (n,), "U": (n,), "B": (n,)}
        # Section 1, reach: share of market m in the base-year generative-AI revenue of developers in r.
        y = w.developerShare * w.aiSpending[None, :]
        self.y = y / y.sum(axis=1, keepdims=True)
        # Section 2: origin's share of world base-year spending on human works of a sector.
        sigma = w.originShare @ w.contentSpending
        self.sigma_origin = sigma / sigma.sum(axis=0, keepdims=True)
        self.U_base = w.aiSpending / w.aiPotential
        self.initialise()

    def initialise(self):
        """Section 11."""
        w = self.world
        levers = Policy(w, {}).at(w.baseYear, w.baseYear)
        state = {name: np.ones(shape) for name, shape in self.shapes.items()}
        state["U"] = self.U_base.copy()
        state["Omega"] = np.where(levers["reservable"][:, None] > 0, w.initialReservation[None, :], 0.0)
        # (i) no licences, no burden, Q(base) = 1
        state["Lambda"], state["B"] = np.zeros(self.shapes["Lambda"]), np.zeros(self.shapes["B"])
        self.B_base, self.Q_base = np.zeros(len(w.places)), np.ones(len(w.places))
        self.g_base = self.taste(levers)
        self.Q_base = self.evaluate(w.baseYear, state, levers)["Q"]
        # (ii)
        state["Lambda"] = w.marketMaturity * self.evaluate(w.baseYear, state, levers)["Lambda_star"]
        # (iii)
        self.Q_base = self.evaluate(w.baseYear, state, levers)["Q"]
        # (iv)
        self.B_base = self.evaluate(w.baseYear, state, levers)["b"]
        state["B"] = self.B_base.copy()
        # (v)
        base = self.evaluate(w.baseYear, state, levers)
        self.I_base, self.F_base, self.Y_base = base["I"], base["F"], base["Y"]
        self.initial_state = state

    def taste(self, levers):
        """Section 5: taste for AI content."""
        w = self.world
        return (1 - w.labelEffect * levers["labelling"]) * (1 + w.outputProtectionEffect * levers["outputProtection"])

    def evaluate(self, t, state, levers):
        """All closed-form blocks, sections 1 (reach) to 8."""
        w, tau = self.world, t - self.world.baseYear
        W, Omega, Lam, K, U, B = (state[name] for name in ("W", "Omega", "Lambda", "K", "U", "B"))
        X, R, E, T = (levers[name] for name in ("exceptionScope", "reservable", "enforcement", "transparency"))
        c, s_bar = levers["collectiveCoverage"], levers["statutoryRate"]
        kappa = w.valueTail

        # Section 1, reach
        G = self.y * levers["reach"][None, :]
        np.fill_diagonal(G, 0.0)
        np.fill_diagonal(G, 1 - G.sum(axis=1))

        # Section 2, access to works
        P = 1 - X[:, None] * (1 - R[:, None] * Omega)
        eps = 1 - (1 - E) * (1 - w.detectionByTransparency * T)
        a = 1 - P * (1 - Lam) * eps[:, None]
        W_bar = (self.sigma_origin * W).sum(axis=0)
        w_s = (1 - w.openDataShare) * w.trainingWeight * W_bar
        D = w.openDataShare + (G @ a) @ w_s
        D_all = w.openDataShare + w_s.sum()
        D_tilde = D + w.syntheticFill * (D_all - D)

        # Section 3, quality
        loss_C = w.computeWeight * (K * math.exp(w.computeProgress * tau)) ** -w.computeExponent
        loss_D = (1 - w.computeWeight) * (D_tilde * math.exp(w.dataProgress * tau)) ** -w.dataExponent
        Q = (loss_C + loss_D) ** -w.qualityExponent
        Q_hat = Q / self.Q_base
        v = ((w.dataRevenueElasticity * w.qualityExponent * w.dataExponent * loss_D / (loss_C + loss_D)
              * (1 - w.syntheticFill) / D_tilde)[:, None] * w_s[None, :])                       # (r,s)

        # Section 4, the AI market
        x = w.developerShare * ((Q_hat * np.exp(-w.passThrough * (B - self.B_base))) ** w.shareElasticity)[:, None]
        x = x / x.sum(axis=0, keepdims=True)
        q = x.T @ Q_hat
        pi_r = np.exp(w.passThrough * (B - self.B_base))
        pi_m = x.T @ pi_r
        U_bar = 1 / (1 + (w.adoptionHalfQuality / q) ** w.adoptionSlope)
        Z = w.aiPotential * np.exp(w.aiPotentialGrowth * tau) * U

        # Section 5, the content market; tables are (m,s) unless said otherwise
        weight = w.originShare[:, :, None] * (W ** w.varietyExponent)[:, None, :]                # (o,m,s)
        stock = weight.sum(axis=0)
        h_hat = stock * (1 + np.outer(U, w.toolProductivity)) / (1 + np.outer(self.U_base, w.toolProductivity))
        g_hat = self.taste(levers) / self.g_base
        f, sigma, eta = w.humanOnlyShare[None, :], w.substitution[None, :], w.priceElasticity[None, :]
        psi0 = w.aiContentShare[None, :] / (1 - f)
        odds = (psi0 / (1 - psi0) * g_hat[:, None] * (U / self.U_base)[:, None]
                * (q[:, None] / h_hat) ** (sigma - 1))
        psi_contested = odds / (1 + odds)
        psi = (1 - f) * psi_contested
        p_contested = ((1 - psi_contested) / (1 - psi0)) ** (1 / (sigma - 1)) / h_hat
        p = p_contested ** (1 - f) * h_hat ** -f
        spending = w.contentSpending * np.exp(w.contentGrowth * tau)[None, :]
        E_ms = spending * p ** (1 - eta)
        human_sales = ((1 - psi) * E_ms)[None, :, :] * weight / stock[None, :, :]                # (o,m,s)
        Y_H = human_sales.sum(axis=1)                                                            # (o,s)
        Y = x @ (Z + w.providerShare * (psi * E_ms).sum(axis=1))

        # Section 6, licensing; tables are (j,s)
        worth = np.minimum(1.0, eps * (1 + w.damagesMultiple * (1 - eps)))                       # "varpi" of j
        V = G.T @ (v * Y[:, None])
        v_bar = np.maximum(1000 * worth[:, None] * V / (w.worksInUse * W_bar)[None, :], 1e-9)
        z = w.directLicenceCost[None, :] / (v_bar * (kappa - 1))
        lam = (1 + kappa * z) * (1 + z) ** -kappa
        Lambda_star = 1 - (1 - c[:, None]) * (1 - w.licensableShare * lam)
        Lam_C = np.divide(Lam * c[:, None], Lambda_star, out=np.zeros_like(Lam), where=Lambda_star != 0)
        Lam_D = Lam - Lam_C
        S = w.rightsBlocks * w.bargainingDirect / (1 + (w.rightsBlocks - 1) * w.bargainingDirect)
        surplus = (1 + z) / (1 + kappa * z)                          # surplus per unit of value licensed directly
        rate_collective = P * worth[:, None] * Lam_C * w.bargainingCollective
        rate_direct = P * worth[:, None] * Lam_D * S[None, :] * surplus
        rate_transaction = P * worth[:, None] * Lam_D * (kappa - 1) * z / (1 + kappa * z)
        rate_liability = w.damagesMultiple * (eps * (1 - eps))[:, None] * P * (1 - Lam)

        def on_revenue(rate):                                        # sum over j and s with weight G_rj v_rs
            return np.einsum("rj,rs,js->r", G, v, rate)
        b_royalty = on_revenue(rate_collective + rate_direct)
        b_transaction = on_revenue(rate_transaction)
        b_liability = on_revenue(rate_liability)
        b_statutory = G @ s_bar
        b_compliance = w.transparencyCost * (G @ T)
        b = b_royalty + b_transaction + b_liability + b_statutory + b_compliance

        origin_share = self.sigma_origin * W / W_bar[None, :]                                    # (o,s)
        income_direct = V * rate_direct                                                          # (j,s)
        statutory_paid = (b_statutory * Y).sum()
        income_other = ((V * (rate_collective * (1 - w.collectiveAdmin) + rate_liability)).sum(axis=0)
                        + statutory_paid * (1 - w.collectiveAdmin) * w.trainingWeight)           # (s)
        Y_L = (income_direct.sum(axis=0) + income_other)[None, :] * origin_share
        collection_cost = w.collectiveAdmin * ((V * rate_collective).sum() + statutory_paid)

        # Section 7, reservation; tables are (j,s)
        benefit = np.maximum(R[:, None] * (S[None, :] * surplus * lam * v_bar + w.reservationPreference[None, :]), 1e-9)
        z_O = w.reservationCost[None, :] / (benefit * (kappa - 1))
        Omega_star = (1 + kappa * z_O) * (1 + z_O) ** -kappa
        works = 1e-3 * (w.worksInUse * W_bar)[None, :]
        cost_js = w.reservationCost[None, :] * works * X[:, None] * Omega / (1 + kappa * z_O)
        control_js = w.reservationPreference[None, :] * works * (1 - a)
        reservation_cost = self.sigma_origin @ cost_js.sum(axis=0)
        control_value = self.sigma_origin @ control_js.sum(axis=0)

        # Section 8, creators; section 4 margin and section 9 return on investment
        income = w.creatorShare[None, :] * Y_H + w.licenceShareToCreators * Y_L
        margin = 1 - (1 - w.grossMargin) / pi_r - b
        F = Y * np.exp(w.investmentElasticity * (levers["zoneIncentive"] + margin / w.grossMargin - 1))
        return dict(P=P, a=a, D=D, Q=Q, Q_hat=Q_hat, q=q, pi_m=pi_m, U_bar=U_bar, Z=Z, psi=psi, p=p, E=E_ms, spending=spending,
                    human_sales=human_sales, Y_H=Y_H, Y=Y, z=z, Lambda_star=Lambda_star, b=b, b_royalty=b_royalty,
                    b_transaction=b_transaction, b_liability=b_liability, b_statutory=b_statutory, b_compliance=b_compliance,
                    origin_share=origin_share, income_direct=income_direct, income_other=income_other, Y_L=Y_L,
                    collection_cost=collection_cost, Omega_star=Omega_star, reservation_cost=reservation_cost,
                    control_value=control_value, I=income, margin=margin, F=F)

    def derivative(self, t, state, levers):
        """Section 9."""
        w, e, tau = self.world, self.evaluate(t, state, levers), t - self.world.baseYear
        W, H, Omega, Lam, K, U, B = (state[name] for name in ("W", "H", "Omega", "Lambda", "K", "U", "B"))
        H_star = np.ones_like(H)                                                                 # section 8
        has_income = self.I_base > 0
        H_star[has_income] = (e["I"][has_income] / (self.I_base[has_income]
                              * math.exp(w.creatorIncomeGrowth * tau))) ** w.creatorSupplyElasticity
        F, F0 = e["F"], self.F_base
        return {
            "W": w.worksDepreciation[None, :] * (H * (1 + np.outer(U - self.U_base, w.toolProductivity)) - W),
            "H": (H_star - H) / w.creatorAdjustment,
            "Omega": (w.reservationInnovation + w.reservationImitation * Omega) * (e["Omega_star"] - Omega),
            "Lambda": (e["Lambda_star"] - Lam) / w.licensingTime,
            "K": ((w.capitalDepreciation + w.capitalGrowth) * (F.sum() / F0.sum()) ** w.reinvestment
                  * ((F / F.sum()) / (F0 / F0.sum())) - w.capitalDepreciation * K),
            "U": (w.adoptionInnovation + w.adoptionImitation * U) * (e["U_bar"] - U),
            "B": (e["b"] - B) / w.passThroughTime,
        }

    def pack(self, state):
        return np.concatenate([np.ravel(state[name]) for name in self.shapes])

    def unpack(self, vector):
        state, at = {}, 0
        for name, shape in self.shapes.items():
            size = int(np.prod(shape))
            state[name] = vector[at:at + size].reshape(shape)
            at += size
        return state

    def integrate(self, policy, instants):
        """States at the given instants, in segments between all breakpoints."""
        first, last = self.world.baseYear, max(instants)
        marks = sorted({float(t) for t in [first, *instants, *policy.breakpoints()] if first <= t <= last})
        vector = self.pack(self.initial_state)
        states = {marks[0]: vector}
        for start, end in zip(marks, marks[1:]):
            def right_side(t, y, start=start):
                return self.pack(self.derivative(t, self.unpack(y), policy.at(t, start)))
            solution = solve_ivp(right_side, (start, end), vector, method="DOP853", rtol=1e-12, atol=1e-14)
            if not solution.success:
                raise SystemExit(solution.message)
            vector = solution.y[:, -1]
            states[end] = vector
        return {t: self.unpack(states[float(t)]) for t in instants}

    def report(self, t, state, levers):
        """Every reported variable at one instant, by name."""
        w, e, tau = self.world, self.evaluate(t, state, levers), t - self.world.baseYear
        z_inc, M = levers["zoneIncentive"], w.grossMargin
        # Section 10: accounts of licence payments close over the world.
        paid = ((e["b_royalty"] + e["b_liability"] + e["b_statutory"]) * e["Y"]).sum()
        received = e["Y_L"].sum() + e["collection_cost"]
        assert abs(paid - received) <= 1e-10 * max(paid, 1.0), (paid, received)
        # Section 10: who gains
        eta = w.priceElasticity
        consumers = np.zeros(len(w.places))
        for s in range(len(w.sectors)):
            price = e["p"][:, s]
            if abs(eta[s] - 1) < 1e-9:
                consumers += -e["spending"][:, s] * np.log(price)
            else:
                consumers += e["spending"][:, s] * (price ** (1 - eta[s]) - 1) / (eta[s] - 1)
        gains = {
            "consumers": consumers,
            "ai_users": (w.userSurplus - np.log(e["pi_m"])) * e["Z"],
            "developers": (e["margin"] + z_inc * M) * e["Y"] - w.capitalCost * self.Y_base * state["K"],
            "creators": ((1 - w.creatorSupplyElasticity) * w.creatorShare[None, :] * e["Y_H"]
                         + w.licenceShareToCreators * e["Y_L"]).sum(axis=1),
            "rights_holders": (w.rightsHolderMargin * (1 - w.creatorShare[None, :]) * e["Y_H"]
                               + (1 - w.licenceShareToCreators) * e["Y_L"]).sum(axis=1) - e["reservation_cost"],
            "public": -(1 + w.publicFundsCost) * z_inc * M * e["Y"],
        }
        gains["total"] = sum(gains.values())
        # Section 10: cultural diversity, Hill number of order 1
        diversity = np.zeros(len(w.places))
        for m in range(len(w.places)):
            amounts = np.concatenate([np.ravel(e["human_sales"][:, m, :]), e["psi"][m] * e["E"][m]])
            share = amounts / amounts.sum()
            share = share[share > 0]
            diversity[m] = np.exp(-(share * np.log(share)).sum())
        values = {
            "ai_sector_revenue": e["Y"] + w.otherAIRevenue * np.exp(w.otherAIGrowth * tau),
            "generative_ai_revenue": e["Y"], "ai_spending": e["Z"], "ai_adoption": state["U"], "ai_quality_met": e["q"],
            "ai_quality": e["Q_hat"], "ai_capital": state["K"], "data_within_reach": e["D"],
            "burden": e["b"], "burden_royalty": e["b_royalty"], "burden_transaction": e["b_transaction"],
            "burden_liability": e["b_liability"], "burden_statutory": e["b_statutory"], "burden_compliance": e["b_compliance"],
            "human_revenue": e["Y_H"], "licence_income": e["Y_L"], "creator_income": e["I"],
            "creators": state["H"], "works": state["W"], "content_spending": e["E"],
            "ai_content_share": e["psi"], "content_price": e["p"], "licensed_share": state["Lambda"],
            "reserved_share": state["Omega"], "accessible_share": e["a"], "needs_licence_share": e["P"],
            "creative_sector_revenue": (e["Y_H"] + e["Y_L"]).sum(axis=1),
            "reservation_cost": e["reservation_cost"], "control_value": e["control_value"], "diversity": diversity,
        }
        values.update({"gain_" + group: flow for group, flow in gains.items()})
        values["bands"] = self.licence_income_by_band(e)
        values["small_owner_licence_income"] = values["bands"][:, :, 0]
        return values

    def licence_income_by_band(self, e):
        """Section 10, size bands: array (o, s, band), bands as listed from the least to the most valuable works."""
        w, kappa = self.world, self.world.valueTail

        def held(fraction):                                                   # value held by the top fraction
            return kappa * fraction ** (1 - 1 / kappa) - (kappa - 1) * fraction

        result = np.zeros((len(w.places), len(w.sectors), len(w.bands)))
        lower = 0.0                                                           # fractions from the top
        for band in reversed(range(len(w.bands))):
            upper = lower + w.bandShare[band]
            for s in range(len(w.sectors)):
                world_income = e["income_other"][s] * (held(upper) - held(lower))
                for j in range(len(w.places)):
                    z = e["z"][j, s]
                    n = (1 + z) ** -kappa

                    def surplus_held(fraction):
                        return held(fraction) - (kappa - 1) * z * fraction
                    part = (surplus_held(min(upper, n)) - surplus_held(min(lower, n))) / surplus_held(n)
                    world_income += e["income_direct"][j, s] * part
                result[:, s, band] = world_income * e["origin_share"][:, s]
            lower = upper
        return result


# ---------------------------------------------------------------- output

MONEY, SHARE, INDEX, ONE = "GBP bn/yr", "share", "index", "1"
GROUPS = ["consumers", "ai_users", "developers", "creators", "rights_holders", "public", "total"]
VARIABLES = [(name, unit) for unit, names in [
    (MONEY, "ai_sector_revenue generative_ai_revenue ai_spending"), (SHARE, "ai_adoption"),
    (INDEX, "ai_quality_met ai_quality ai_capital data_within_reach"),
    (SHARE, "burden burden_royalty burden_transaction burden_liability burden_statutory burden_compliance"),
    (MONEY, "human_revenue licence_income small_owner_licence_income creator_income"), (INDEX, "creators works"), (MONEY, "content_spending"),
    (SHARE, "ai_content_share"), (INDEX, "content_price"),
    (SHARE, "licensed_share reserved_share accessible_share needs_licence_share"),
    (MONEY, "creative_sector_revenue reservation_cost control_value"),
    (MONEY, " ".join("gain_" + group for group in GROUPS)), (ONE, "diversity"),
] for name in names.split()]


def number(x):
    x = float(x)
    assert math.isfinite(x)
    return repr(x)


def year_text(t):
    return str(int(t)) if float(t).is_integer() else repr(float(t))


def write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def timeseries_rows(world, head, values):
    for name, unit in VARIABLES:
        table = values[name]
        if unit == MONEY:                                                     # World and sums for money only
            table = np.concatenate([table, table.sum(axis=0, keepdims=True)])
            if table.ndim == 2:
                table = np.concatenate([table, table.sum(axis=1, keepdims=True)], axis=1)
        for place, row in zip(world.places + ["World"], table):
            if table.ndim == 1:
                yield [*head, place, "", name, unit, number(row)]
            else:
                for sector, value in zip(world.sectors + [""], row):
                    yield [*head, place, sector, name, unit, number(value)]


def band_rows(world, head, bands):
    table = np.concatenate([bands, bands.sum(axis=1, keepdims=True)], axis=1)
    for place, by_sector in zip(world.places, table):
        for sector, by_band in zip(world.sectors + [""], by_sector):
            for band, value in zip(world.bands, by_band):
                share = value / by_band.sum() if by_band.sum() != 0 else 0.0
                yield [*head, place, sector, band, MONEY, number(value), number(share)]


def impact_rows(world, name, options, flows, against, rate):
    """flows[option][k][group]: each flow at from + k, by place."""
    for option in options:
        if option == against:
            continue
        for group in GROUPS:
            difference = np.array([flows[option][k][group] - flows[against][k][group] for k in range(len(flows[option]))])
            difference = np.concatenate([difference, difference.sum(axis=1, keepdims=True)], axis=1)     # World
            discount = np.array([(1 + rate) ** -k for k in range(len(difference))])
            for i, place in enumerate(world.places + ["World"]):
                present = (discount * difference[:, i]).sum()
                yield [name, option, place, group, "GBP bn", number(difference[:, i].sum()), number(present),
                       number(present / discount.sum())]


def main():
    parser = argparse.ArgumentParser(description="Reference implementation of the model.")
    parser.add_argument("scenario")
    parser.add_argument("--world-baseline", required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()

    scenario, tree = read_scenario(arguments.scenario, arguments.world_baseline)
    world = World(tree)
    name = scenario.get("name", os.path.splitext(os.path.basename(arguments.scenario))[0])
    options = scenario["options"]

    horizon = scenario.get("horizon") or {}
    end, step = horizon.get("end", world.baseYear + 15), horizon.get("step", 1)
    years = []
    while world.baseYear + len(years) * step < end - 1e-9:
        years.append(world.baseYear + len(years) * step)
    years.append(end)

    compare = scenario.get("compare") or {}
    unchanged = [option for option in options if not options[option]]
    against = compare.get("against", (unchanged or list(options))[0])
    first = compare.get("from", world.baseYear + 1)
    count = compare.get("years", min(10, math.floor(end - first + 1e-9) + 1))
    rate = compare.get("discountRate", world.discountRate)
    appraisal = [first + k for k in range(count)]

    model = Model(world)
    series, bands, flows = [], [], {}
    for option in options:
        policy = Policy(world, options[option])
        states = model.integrate(policy, years + appraisal)
        for t in years:
            values = model.report(t, states[t], policy.at(t, t))
            series += timeseries_rows(world, [name, option, year_text(t)], values)
            bands += band_rows(world, [name, option, year_text(t)], values["bands"])
        flows[option] = []
        for t in appraisal:
            values = model.report(t, states[t], policy.at(t, t))
            flows[option].append({group: values["gain_" + group] for group in GROUPS})

    os.makedirs(arguments.out, exist_ok=True)
    write_csv(os.path.join(arguments.out, "timeseries.csv"),
              "scenario option year jurisdiction sector variable unit value".split(), series)
    write_csv(os.path.join(arguments.out, "impact.csv"),
              "scenario option jurisdiction group unit undiscounted present_value annualised".split(),
              impact_rows(world, name, options, flows, against, rate))
    write_csv(os.path.join(arguments.out, "bands.csv"),
              "scenario option year jurisdiction sector band unit licence_income share".split(), bands)


if __name__ == "__main__":
    main()
