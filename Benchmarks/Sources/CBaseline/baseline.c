// The equations of the model, section by section. No power function is called: a power is exp(a log b), logarithms
// are shared, and powers of 0 and 1 are left out. What does not change is worked out once for a run or for a segment
// of the policy.
#include "baseline.h"
#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = BASELINE_PLACES, SECTORS = BASELINE_SECTORS, CELLS = PLACES * SECTORS /* of a table */ };
enum { LEVERS = BASELINE_LEVERS, STEPS = BASELINE_STEPS, BREAKS = 2 * PLACES * STEPS + 2, STEPPERS = 3 };
enum { SCOPE, RESERVABLE, ENFORCEMENT, TRANSPARENCY, COVERAGE, STATUTORY_RATE, LABELLING, OUTPUT_PROTECTION, REACH, ZONE };

typedef double by_place[PLACES], by_sector[SECTORS], by_cell[CELLS]; // a table: place × sector

// The flat list of values.
typedef struct {
  double shareElasticity, adoptionInnovation, adoptionImitation, adoptionSlope, adoptionHalfQuality, providerShare,
      computeWeight, computeExponent, dataExponent, qualityExponent, computeProgress, dataProgress, openDataShare,
      syntheticFill, dataRevenueElasticity, grossMargin, capitalCost, investmentElasticity, capitalGrowth,
      capitalDepreciation, reinvestment, passThroughTime, passThrough, userSurplus, varietyExponent,
      creatorSupplyElasticity, creatorAdjustment, creatorIncomeGrowth, licenceShareToCreators, valueTail,
      licensableShare, bargainingDirect, bargainingCollective, collectiveAdmin, licensingTime, marketMaturity,
      reservationInnovation, reservationImitation, detectionByTransparency, transparencyCost, damagesMultiple,
      labelEffect, outputProtectionEffect, rightsHolderMargin, publicFundsCost, discountRate;
  by_sector contentGrowth, aiContentShare, substitution, priceElasticity, humanOnlyShare, toolProductivity,
      worksDepreciation, creatorShare, trainingWeight, worksInUse, directLicenceCost, rightsBlocks, reservationCost,
      reservationPreference, initialReservation;
  by_place aiSpending, aiPotential, aiPotentialGrowth, otherAIRevenue, otherAIGrowth;
  by_sector contentSpending[PLACES];
  by_place originShare[PLACES], developerShare[PLACES];
} parameters;
_Static_assert(sizeof(parameters) == BASELINE_PARAMETERS * sizeof(double), "the flat list has another length");

typedef struct { by_cell works, creators, reserved, licensed; by_place capital, adoption, burden; } state; // section 0
typedef struct { int count, at[CELLS]; } choice; // of cells of a table or a row
typedef struct { double from, end, target[LEVERS]; } policy_step;

struct baseline_world {
  parameters values;
  double levers[PLACES][LEVERS];
  policy_step step[PLACES][STEPS];
  int steps[PLACES], segments, base_year, end_year;
  double breaks[BREAKS]; // between which are the segments, from the base year to the end year
};

// What follows from the levers alone.
typedef struct {
  by_place always, bound;              // 1 − X, X R: P = always + bound Ω
  by_place stopped, damages, worth;    // ε, m_D ε (1 − ε), ϖ
  by_place coverage, reservable, zone; // c, R, z
  by_place taste, weight[PLACES];      // g, G
  by_place statutory, fixed;           // Σ_j G s̄, the same with compliance
  choice reserving;                    // where R > 0
} law;

// Constants of a run.
typedef struct {
  parameters p;
  double tail1, bargain1, worth;          // κ − 1, b_C (1 − m_C), η_Q κ_Q β (1 − ζ)
  double logCompute, logData, logHalf;    // ln w_C, ln(1 − w_C), ln Q_half
  by_place revenueShare[PLACES];          // y
  by_place baseAdoption, driveBase;       // U(base), 1/(g U) of the base year
  by_cell trainedWeight, appealBase;      // (1 − d_0) trainingWeight σ, 1/(1 + toolProductivity U(base))
  by_sector baseOdds, power;              // ψ'0/(1 − ψ'0), σ − 1
  by_sector fixedPart, byOdds, byAppeal;  // of (1 − η) ln p, linear in the logs of odds and appeal
  choice powered, plain, logged;          // where σ ≠ 2, σ = 2, and σ ≠ 2 or η ≠ 1
  choice priced, steady;                  // where η ≠ 1, sectors with η = 1
  by_sector stacked, meanValue;           // S, v̄/(ϖ Σ G v Y)
  by_sector cost, costliest;              // z ϖ Σ G v Y, the greatest z
  by_sector reservation, unreservable;    // cost/(κ − 1), Ω* at the least benefit
  by_cell incomeBase;                     // 1/I(base)
  choice earning, idle;                   // where H* moves, where it does not
  by_place logBaseQuality, baseBurden, attractionBase; // ln Q(base), B(base), 1/F(base)
  double worldBase;                       // Σ F(base)
  bool starting;                          // in the base year, quality is its own base
} run;

// What the right-hand side works out on the way.
typedef struct {
  by_sector trained;                          // w
  by_cell trainedOn, needed, unlicensed;      // w by origin, P, P (1 − Λ)
  by_place withinReach, effective;            // D, D̃
  by_place logQuality, dataWorth;             // ln Q, v_rs/w_s
  by_place priceReciprocal, ceiling, revenue; // 1/π, Ū, Y
  by_place paid, burden, investment;          // ϖ Σ_r G v Y by law, b, F
  by_cell surplus, licensedTarget;            // (1 + z)^{1−κ}, Λ*
  by_cell humanRevenue, licenceIncome, income; // Y^H, Y^L, I
} flow;

struct baseline_worker {
  const baseline_world *world;
  run run; law law; flow flow; state state;
  double start; // of the segment
  bool moving;  // whether levers move in it
  double seen;  // the time of `flow` where it is of `state` itself; otherwise not a number
  long evaluations;
  gsl_odeiv2_system system;
  gsl_odeiv2_driver *driver[STEPPERS];
};

#define PLACE(r) for (int r = 0; r < PLACES; r++)
#define SECTOR(s) for (int s = 0; s < SECTORS; s++)
#define CELL(i) for (int i = 0; i < CELLS; i++)
#define ALONG(m, s, i) for (int s = 0, i = m * SECTORS; s < SECTORS; s++, i++)
#ifdef __clang__ // over the rows of a table: it would fill vectors across rows, by gathering
#define ROW(m) _Pragma("clang loop vectorize(disable)") PLACE(m)
#else
#define ROW(m) PLACE(m)
#endif

static inline double larger(double a, double b) { return a > b ? a : b; }
static inline double smaller(double a, double b) { return a < b ? a : b; }

static inline double dot(const double *a, const double *b) { double sum = 0; PLACE(r) sum += a[r] * b[r]; return sum; }

// Calls of the C library do not wait for each other when their arguments are at hand: hence in rows, and rows that
// do not depend on each other next to each other.
#define CHOSEN(i, choice) for (int k = 0, i; k < (choice).count && (i = (choice).at[k], true); k++)
static inline void logs(double *x, int count) { for (int i = 0; i < count; i++) x[i] = log(x[i]); }
static inline void exps(double *x, int count) { for (int i = 0; i < count; i++) x[i] = exp(x[i]); }
static inline void logs_at(double *x, const choice *c) { CHOSEN(i, *c) x[i] = log(x[i]); }
static inline void exps_at(double *x, const choice *c) { CHOSEN(i, *c) x[i] = exp(x[i]); }
static inline void choose(choice *c, int i) { c->at[c->count++] = i; }

// MARK: 1 Policy
// The law at a time in the segment under way: a jump at its end is not yet seen. Steps of one place may overlap, so
// that levers need not be linear in time.
static void set_law(baseline_worker *w, double time) {
  const parameters *p = &w->run.p;
  law *l = &w->law;
  double lever[PLACES][LEVERS];
  memcpy(lever, w->world->levers, sizeof lever);
  w->moving = false, l->reserving.count = 0;
  PLACE(j) {
    double *v = lever[j];
    const policy_step *step = w->world->step[j];
    for (int i = 0; i < w->world->steps[j] && step[i].from <= w->start; i++) {
      bool complete = step[i].end <= w->start;
      double u = complete ? 1 : smaller((time - step[i].from) / (step[i].end - step[i].from), 1);
      for (int k = 0; k < LEVERS; k++) v[k] = (1 - u) * v[k] + u * step[i].target[k];
      w->moving |= !complete;
    }
    l->always[j] = 1 - v[SCOPE], l->bound[j] = v[SCOPE] * v[RESERVABLE];
    l->coverage[j] = v[COVERAGE], l->reservable[j] = v[RESERVABLE], l->zone[j] = v[ZONE];
    l->stopped[j] = 1 - (1 - v[ENFORCEMENT]) * (1 - p->detectionByTransparency * v[TRANSPARENCY]);
    l->damages[j] = p->damagesMultiple * l->stopped[j] * (1 - l->stopped[j]);
    l->worth[j] = smaller(1, l->stopped[j] + l->damages[j]);
    l->taste[j] = (1 - p->labelEffect * v[LABELLING]) * (1 + p->outputProtectionEffect * v[OUTPUT_PROTECTION]);
    if (v[RESERVABLE] > 0) ALONG(j, s, i) choose(&l->reserving, i);
  }
  PLACE(r) {
    double abroad = 0, statutory = 0, transparency = 0;
    PLACE(j) if (j != r) abroad += l->weight[r][j] = lever[j][REACH] * w->run.revenueShare[r][j];
    l->weight[r][r] = 1 - abroad;
    PLACE(j) {
      statutory += l->weight[r][j] * lever[j][STATUTORY_RATE];
      transparency += l->weight[r][j] * lever[j][TRANSPARENCY];
    }
    l->statutory[r] = statutory, l->fixed[r] = statutory + p->transparencyCost * transparency;
  }
}

static void begin_segment(baseline_worker *w, double start) { w->start = start, w->seen = NAN, set_law(w, start); }

// MARK: 2 Access to works
static void access(const run *restrict c, const law *restrict l, const state *restrict y, flow *restrict f) {
  by_place withheldUnder;
  double all = 0;
  SECTOR(s) f->trained[s] = 0;
  ROW(o) ALONG(o, s, i) f->trained[s] += f->trainedOn[i] = c->trainedWeight[i] * y->works[i];
  SECTOR(s) all += f->trained[s];
  ROW(j) {
    double withheld = 0;
    ALONG(j, s, i) {
      f->needed[i] = l->always[j] + l->bound[j] * y->reserved[i];
      withheld += f->trained[s] * (f->unlicensed[i] = f->needed[i] * (1 - y->licensed[i]));
    }
    withheldUnder[j] = l->stopped[j] * withheld;
  }
  PLACE(r) {
    // the rows of G sum to 1, so that what is not withheld is within reach
    double withheld = dot(l->weight[r], withheldUnder);
    f->withinReach[r] = c->p.openDataShare + (all - withheld);
    f->effective[r] = f->withinReach[r] + c->p.syntheticFill * withheld;
  }
}

// MARK: 3 Quality, 4 the AI market, 5 the content market
static void markets(
    const run *restrict c, const law *restrict l, double elapsed, const state *restrict y, flow *restrict f) {
  const parameters *p = &c->p;
  by_place compute, data, loss, growth, quality, attraction, shares, qualityMet, logQualityMet, revenue;
  by_cell variety, sum, appeal, logAppeal, odds, spending, onHuman;
  by_sector growthOfContent;
  PLACE(r) compute[r] = y->capital[r], data[r] = f->effective[r];
  CELL(i) variety[i] = y->works[i];
  logs(compute, PLACES), logs(data, PLACES), logs(variety, CELLS);
  PLACE(r) {
    compute[r] = c->logCompute - p->computeExponent * (compute[r] + p->computeProgress * elapsed);
    data[r] = c->logData - p->dataExponent * (data[r] + p->dataProgress * elapsed);
    growth[r] = p->aiPotentialGrowth[r] * elapsed;
  }
  CELL(i) variety[i] *= p->varietyExponent;
  SECTOR(s) growthOfContent[s] = p->contentGrowth[s] * elapsed;
  exps(compute, PLACES), exps(data, PLACES), exps(variety, CELLS);
  exps(growth, PLACES), exps_at(growthOfContent, &c->steady);
  PLACE(r) {
    loss[r] = compute[r] + data[r];
    f->dataWorth[r] = c->worth * data[r] / (loss[r] * f->effective[r]);
  }
  logs(loss, PLACES);
  // 4: developers' quality, price and attraction
  PLACE(r) {
    double logPrice = p->passThrough * (y->burden[r] - c->baseBurden[r]);
    f->logQuality[r] = -p->qualityExponent * loss[r];
    quality[r] = c->starting ? 0 : f->logQuality[r] - c->logBaseQuality[r];
    attraction[r] = p->shareElasticity * (quality[r] - logPrice);
    f->priceReciprocal[r] = -logPrice;
  }
  exps(quality, PLACES), exps(attraction, PLACES), exps(f->priceReciprocal, PLACES);
  PLACE(m) {
    double total = 0, met = 0;
    PLACE(r) {
      double share = p->developerShare[r][m] * attraction[r];
      total += share, met += share * quality[r];
    }
    shares[m] = 1 / total, qualityMet[m] = logQualityMet[m] = met * shares[m];
  }
  // 5: the appeal of human works
  ROW(m) {
    double row[SECTORS] = {0};
    PLACE(o) ALONG(o, s, i) row[s] += p->originShare[o][m] * variety[i];
    ALONG(m, s, i) {
      sum[i] = row[s];
      appeal[i] = logAppeal[i] = row[s] * (1 + p->toolProductivity[s] * y->adoption[m]) * c->appealBase[i];
    }
  }
  logs(logQualityMet, PLACES), logs_at(logAppeal, &c->logged);
  // the odds of AI content
  ROW(m) {
    f->ceiling[m] = p->adoptionSlope * (c->logHalf - logQualityMet[m]);
    ALONG(m, s, i) odds[i] = c->power[s] * (logQualityMet[m] - logAppeal[i]);
  }
  exps(f->ceiling, PLACES), exps_at(odds, &c->powered);
  CHOSEN(i, c->plain) odds[i] = qualityMet[i / SECTORS] / appeal[i];
  ROW(m) {
    double drive = l->taste[m] * y->adoption[m] * c->driveBase[m];
    f->ceiling[m] = 1 / (1 + f->ceiling[m]);
    ALONG(m, s, i) odds[i] *= c->baseOdds[s] * drive, spending[i] = 1 + odds[i];
  }
  // spending, e^{gτ} p^{1−η} first
  logs_at(spending, &c->priced);
  ROW(m) ALONG(m, s, i) {
    double fixed = c->fixedPart[s] + growthOfContent[s];
    spending[i] = fixed - c->byOdds[s] * spending[i] - c->byAppeal[s] * logAppeal[i];
  }
  exps_at(spending, &c->priced);
  CHOSEN(s, c->steady) PLACE(m) spending[m * SECTORS + s] = growthOfContent[s];
  ROW(m) {
    double onAI = 0;
    ALONG(m, s, i) {
      double total = p->contentSpending[m][s] * spending[i];
      // 1 − ψ = (1 + f odds)/(1 + odds)
      onHuman[i] = total * (1 + p->humanOnlyShare[s] * odds[i]) / ((1 + odds[i]) * sum[i]);
      onAI += total - onHuman[i] * sum[i];
    }
    revenue[m] = (p->aiPotential[m] * growth[m] * y->adoption[m] + p->providerShare * onAI) * shares[m];
  }
  ROW(o) {
    double row[SECTORS] = {0};
    PLACE(m) ALONG(m, s, i) row[s] += p->originShare[o][m] * onHuman[i];
    ALONG(o, s, i) f->humanRevenue[i] = row[s] * variety[i];
  }
  PLACE(r) f->revenue[r] = attraction[r] * dot(p->developerShare[r], revenue);
}

// MARK: 6 Licensing, 8 creators' income, 9 investment
static void licensing(const run *restrict c, const law *restrict l, const state *restrict y, flow *restrict f) {
  const parameters *p = &c->p;
  double tail = p->valueTail, z[CELLS], worthwhile[CELLS], pool[SECTORS] = {0}, valueUnder[PLACES], rates[PLACES];
  ROW(j) {
    valueUnder[j] = 0;
    PLACE(r) valueUnder[j] += l->weight[r][j] * f->dataWorth[r] * f->revenue[r];
    f->paid[j] = l->worth[j] * valueUnder[j];
    double reciprocal = 1 / f->paid[j];
    ALONG(j, s, i) z[i] = smaller(c->cost[s] * reciprocal, c->costliest[s]);
  }
  CELL(i) worthwhile[i] = 1 + z[i];
  logs(worthwhile, CELLS);
  CELL(i) worthwhile[i] *= -tail;
  exps(worthwhile, CELLS);
  ROW(j) {
    double rate = 0, coverage = l->coverage[j];
    ALONG(j, s, i) {
      double weight = 1 + tail * z[i];
      double target = 1 - (1 - coverage) * (1 - p->licensableShare * weight * worthwhile[i]);
      f->licensedTarget[i] = target, f->surplus[i] = (1 + z[i]) * worthwhile[i];
      // both quotients by one division; where the target is 0, so is the coverage
      target = target > 0 ? target : 1;
      double reciprocal = 1 / (weight * target);
      double collective = y->licensed[i] * coverage * (reciprocal * weight);
      double direct = (y->licensed[i] - collective) * (reciprocal * target);
      double royalty = direct * c->stacked[s] * (1 + z[i]), paid = f->needed[i] * l->worth[j];
      double liability = l->damages[j] * f->unlicensed[i];
      double borne = collective * p->bargainingCollective + royalty + direct * c->tail1 * z[i];
      rate += f->trained[s] * (paid * borne + liability);
      pool[s] += valueUnder[j] * (paid * (collective * c->bargain1 + royalty) + liability);
    }
    rates[j] = rate;
  }
  PLACE(r) f->burden[r] = f->dataWorth[r] * dot(l->weight[r], rates) + l->fixed[r];
  double statutory = (1 - p->collectiveAdmin) * dot(f->revenue, l->statutory);
  SECTOR(s) pool[s] += statutory * p->trainingWeight[s] / f->trained[s];
  ROW(o) ALONG(o, s, i) {
    f->licenceIncome[i] = pool[s] * f->trainedOn[i];
    f->income[i] = p->creatorShare[s] * f->humanRevenue[i] + p->licenceShareToCreators * f->licenceIncome[i];
  }
  // 9: investment follows revenue and margins
  by_place x;
  PLACE(r) {
    double margin = 1 - (1 - p->grossMargin) * f->priceReciprocal[r] - f->burden[r];
    x[r] = p->investmentElasticity * (l->zone[r] + margin / p->grossMargin - 1);
  }
  exps(x, PLACES);
  PLACE(r) f->investment[r] = f->revenue[r] * x[r];
}

static void flows(baseline_worker *w, double elapsed, const state *y) {
  access(&w->run, &w->law, y, &w->flow);
  markets(&w->run, &w->law, elapsed, y, &w->flow);
  licensing(&w->run, &w->law, y, &w->flow);
}

// MARK: 7 Reservation, 8 creators, 9 dynamics
static void rates(
    const run *restrict c, const law *restrict l, double elapsed, const state *restrict y, const flow *restrict f,
    state *restrict rate) {
  const parameters *p = &c->p;
  // what is aimed at, with world investment relative to the base year
  double tail = p->valueTail, cost[CELLS], reserved[CELLS], creators[CELLS], world = 0;
  ROW(j) ALONG(j, s, i) {
    double mean = larger(c->meanValue[s] * f->paid[j], 1e-9);
    double benefit = l->reservable[j] * (c->stacked[s] * f->surplus[i] * mean + p->reservationPreference[s]);
    cost[i] = c->reservation[s] / larger(benefit, 1e-9), reserved[i] = 1 + cost[i];
    creators[i] = f->income[i] * c->incomeBase[i];
  }
  PLACE(r) world += f->investment[r] / c->worldBase;
  double growth = log(world), trend = p->creatorIncomeGrowth * elapsed;
  logs_at(reserved, &l->reserving), logs_at(creators, &c->earning);
  CELL(i) reserved[i] *= -tail, creators[i] = p->creatorSupplyElasticity * (creators[i] - trend);
  exps_at(reserved, &l->reserving), exps_at(creators, &c->earning);
  CELL(i) reserved[i] *= 1 + tail * cost[i];
  PLACE(j) if (l->reservable[j] <= 0) ALONG(j, s, i) reserved[i] = c->unreservable[s];
  CHOSEN(i, c->idle) creators[i] = 1;
  double entry = 1 / p->creatorAdjustment, clearing = 1 / p->licensingTime, catching = 1 / p->passThroughTime;
  ROW(o) ALONG(o, s, i) {
    double made = y->creators[i] * (1 + p->toolProductivity[s] * (y->adoption[o] - c->baseAdoption[o]));
    rate->works[i] = p->worksDepreciation[s] * (made - y->works[i]);
  }
  CELL(i) {
    rate->creators[i] = (creators[i] - y->creators[i]) * entry;
    double spread = p->reservationInnovation + p->reservationImitation * y->reserved[i];
    rate->reserved[i] = spread * (reserved[i] - y->reserved[i]);
    rate->licensed[i] = (f->licensedTarget[i] - y->licensed[i]) * clearing;
  }
  double gross = (p->capitalDepreciation + p->capitalGrowth) * exp(p->reinvestment * growth) / world;
  PLACE(r) {
    rate->capital[r] = gross * f->investment[r] * c->attractionBase[r] - p->capitalDepreciation * y->capital[r];
    double spread = p->adoptionInnovation + p->adoptionImitation * y->adoption[r];
    rate->adoption[r] = spread * (f->ceiling[r] - y->adoption[r]);
    rate->burden[r] = (f->burden[r] - y->burden[r]) * catching;
  }
}

static int right_hand_side(double time, const double *y, double *rate, void *context) {
  baseline_worker *w = context;
  double elapsed = time - w->world->base_year;
  if (w->moving) set_law(w, time);
  flows(w, elapsed, (const state *)y);
  rates(&w->run, &w->law, elapsed, (const state *)y, &w->flow, (state *)rate);
  w->evaluations++, w->seen = y == (const double *)&w->state ? time : NAN;
  return GSL_SUCCESS;
}

// MARK: Constants of a run
static void prepare(run *c) {
  const parameters *p = &c->p;
  double tail = p->valueTail;
  c->tail1 = tail - 1, c->bargain1 = p->bargainingCollective * (1 - p->collectiveAdmin);
  c->logCompute = log(p->computeWeight), c->logData = log(1 - p->computeWeight), c->logHalf = log(p->adoptionHalfQuality);
  c->worth = p->dataRevenueElasticity * p->qualityExponent * p->dataExponent * (1 - p->syntheticFill);
  PLACE(r) {
    c->baseAdoption[r] = p->aiSpending[r] / p->aiPotential[r];
    double total = dot(p->developerShare[r], p->aiSpending);
    PLACE(m) c->revenueShare[r][m] = p->developerShare[r][m] * p->aiSpending[m] / total;
  }
  SECTOR(s) {
    double open = (1 - p->openDataShare) * p->trainingWeight[s], world = 0;
    double contested = 1 - p->humanOnlyShare[s], share = p->aiContentShare[s] / contested;
    c->baseOdds[s] = share / (1 - share);
    c->power[s] = p->substitution[s] - 1, c->byAppeal[s] = 1 - p->priceElasticity[s];
    c->byOdds[s] = c->byAppeal[s] * contested / c->power[s];
    c->fixedPart[s] = c->byOdds[s] * log(1 + c->baseOdds[s]);
    PLACE(o) {
      double spending = 0;
      PLACE(m) spending += p->originShare[o][m] * p->contentSpending[m][s];
      world += spending, c->trainedWeight[o * SECTORS + s] = open * spending;
      c->appealBase[o * SECTORS + s] = 1 / (1 + p->toolProductivity[s] * c->baseAdoption[o]);
    }
    PLACE(o) c->trainedWeight[o * SECTORS + s] /= world;
    c->stacked[s] = p->rightsBlocks[s] * p->bargainingDirect / (1 + (p->rightsBlocks[s] - 1) * p->bargainingDirect);
    // v̄ = 1000 ϖ w Σ G v Y / (worksInUse W̄), and w / W̄ is a constant
    c->meanValue[s] = 1000 * open / p->worksInUse[s];
    double cost = p->directLicenceCost[s] / c->tail1, reserving = p->reservationCost[s] / c->tail1, most = reserving / 1e-9;
    c->cost[s] = cost / c->meanValue[s], c->costliest[s] = cost / 1e-9, c->reservation[s] = reserving;
    c->unreservable[s] = (1 + tail * most) * exp(-tail * log(1 + most));
  }
  // which powers are due in the content market: none to the power of 1 (σ = 2) or 0 (η = 1)
  c->logged.count = c->powered.count = c->plain.count = c->priced.count = c->steady.count = 0;
  ROW(m) ALONG(m, s, i) {
    choose(c->power[s] != 1 ? &c->powered : &c->plain, i);
    if (c->byAppeal[s] != 0) choose(&c->priced, i);
    if (c->power[s] != 1 || c->byAppeal[s] != 0) choose(&c->logged, i);
  }
  SECTOR(s) if (c->byAppeal[s] == 0) choose(&c->steady, s);
}

// MARK: 11 Initial state
static void start(baseline_worker *w) {
  run *c = &w->run;
  state *y = &w->state;
  begin_segment(w, -INFINITY); // before any step
  PLACE(j) {
    c->driveBase[j] = 1 / (w->law.taste[j] * c->baseAdoption[j]);
    c->baseBurden[j] = y->burden[j] = 0, y->capital[j] = 1, y->adoption[j] = c->baseAdoption[j];
  }
  CELL(i) {
    y->works[i] = y->creators[i] = 1, y->licensed[i] = 0;
    y->reserved[i] = w->law.reservable[i / SECTORS] > 0 ? c->p.initialReservation[i % SECTORS] : 0;
  }
  // (i) without licences, (ii) the licences of a market that young
  c->starting = true;
  flows(w, 0, y);
  CELL(i) y->licensed[i] = c->p.marketMaturity * w->flow.licensedTarget[i];
  // (iii) with them; (iv) prices have caught up with the burden, which leaves all flows as they are (v)
  flows(w, 0, y);
  c->starting = false, c->worldBase = 0;
  PLACE(r) {
    c->logBaseQuality[r] = w->flow.logQuality[r], c->baseBurden[r] = y->burden[r] = w->flow.burden[r];
    c->attractionBase[r] = 1 / w->flow.investment[r], c->worldBase += w->flow.investment[r];
  }
  c->earning.count = c->idle.count = 0;
  CELL(i) {
    choose(w->flow.income[i] > 0 && c->p.creatorSupplyElasticity > 0 ? &c->earning : &c->idle, i);
    c->incomeBase[i] = 1 / w->flow.income[i];
  }
}

// MARK: A run
// Results at an instant, whose flows are at hand if the last evaluation was there; returns a GSL status.
static int report(baseline_worker *w, double time, double *results) {
  if (!(fabs(w->seen - time) < 1e-9)) { // GSL may have the time of a step's end from a sum
    if (w->moving) set_law(w, time);
    flows(w, time - w->world->base_year, &w->state);
  }
  const flow *f = &w->flow;
  double sum = 0;
  PLACE(r) {
    double human = 0, licences = 0, creators = 0;
    ALONG(r, s, i) human += f->humanRevenue[i], licences += f->licenceIncome[i], creators += f->income[i];
    double quality = exp(f->logQuality[r]), reach = f->withinReach[r];
    double values[] = {f->revenue[r], human, licences, creators, reach, quality, w->state.adoption[r]};
    for (int v = 0; v < BASELINE_VARIABLES; v++) sum += 0 * (results[v * PLACES + r] = values[v]);
  }
  return sum == 0 ? GSL_SUCCESS : GSL_EDOM; // not a number if any value is not finite
}

static int integrate(baseline_worker *w, gsl_odeiv2_driver *driver, double *results) {
  const double *breaks = w->world->breaks;
  double time = breaks[0], year = time + 1; // the next to be reported
  begin_segment(w, time);
  int status = report(w, time, results);
  for (int i = 1; i <= w->world->segments; i++) {
    gsl_odeiv2_driver_reset_hstart(driver, 0.1);
    while (time < breaks[i] && status == GSL_SUCCESS) {
      double end = smaller(year, breaks[i]);
      status = gsl_odeiv2_driver_apply(driver, &time, end, (double *)&w->state);
      if (status != GSL_SUCCESS) break;
      if (end == breaks[i]) begin_segment(w, end);
      if (end == year) status = report(w, time, results += BASELINE_VARIABLES * PLACES), year += 1;
    }
  }
  return status;
}

long baseline_run(
    baseline_worker *worker, const int *positions, const double *draws, int count, double relative_tolerance,
    baseline_stepper stepper, double *results) {
  if ((int)stepper < 0 || (int)stepper >= STEPPERS || !(relative_tolerance > 0)) return -GSL_EINVAL;
  worker->run.p = worker->world->values;
  for (int i = 0; i < count; i++) ((double *)&worker->run.p)[positions[i]] = draws[i];
  prepare(&worker->run);
  start(worker);
  worker->evaluations = 0;
  gsl_odeiv2_control_init(worker->driver[stepper]->c, relative_tolerance / 100, relative_tolerance, 1, 0);
  int status = integrate(worker, worker->driver[stepper], results);
  return status == GSL_SUCCESS ? worker->evaluations : -labs(status);
}

// MARK: Worlds and workers
// A segment begins at every date at which a lever jumps or a ramp begins or ends.
static void add_break(baseline_world *world, double time) {
  if (!(time > world->base_year && time < world->end_year)) return;
  int i = world->segments;
  while (world->breaks[i - 1] > time) i--;
  if (world->breaks[i - 1] == time) return;
  memmove(world->breaks + i + 1, world->breaks + i, (world->segments - i + 1) * sizeof(double));
  world->breaks[i] = time, world->segments++;
}

baseline_world *baseline_world_create(const double *values, const double *levers, int base_year, int end_year) {
  baseline_world *world = base_year < end_year ? calloc(1, sizeof *world) : NULL;
  if (!world) return NULL;
  memcpy(&world->values, values, sizeof world->values);
  memcpy(world->levers, levers, sizeof world->levers);
  world->breaks[0] = world->base_year = base_year, world->breaks[1] = world->end_year = end_year, world->segments = 1;
  return world;
}

void baseline_world_free(baseline_world *world) { free(world); }

int baseline_world_add_step(baseline_world *world, int place, double from, double over, const double *target) {
  if (place < 0 || place >= PLACES || !(over >= 0) || !isfinite(from + over)) return GSL_EINVAL;
  policy_step *step = &world->step[place][world->steps[place]];
  if (world->steps[place] == STEPS || (world->steps[place] > 0 && from <= step[-1].from)) return GSL_EINVAL;
  step->from = from, step->end = from + over;
  memcpy(step->target, target, sizeof step->target);
  world->steps[place]++;
  add_break(world, from), add_break(world, step->end);
  return GSL_SUCCESS;
}

baseline_worker *baseline_worker_create(const baseline_world *world) {
  gsl_set_error_handler_off();
  baseline_worker *worker = calloc(1, sizeof *worker);
  if (!worker) return NULL;
  worker->world = world;
  worker->system = (gsl_odeiv2_system){right_hand_side, NULL, sizeof(state) / sizeof(double), worker};
  const gsl_odeiv2_step_type *types[] = {gsl_odeiv2_step_rkf45, gsl_odeiv2_step_rk8pd, gsl_odeiv2_step_msadams};
  for (int i = 0; i < STEPPERS; i++) {
    worker->driver[i] = gsl_odeiv2_driver_alloc_y_new(&worker->system, types[i], 0.1, 1e-8, 1e-6);
    if (!worker->driver[i]) return baseline_worker_free(worker), NULL;
    gsl_odeiv2_driver_set_nmax(worker->driver[i], 50000);
  }
  return worker;
}

void baseline_worker_free(baseline_worker *worker) {
  for (int i = 0; worker && i < STEPPERS; i++) if (worker->driver[i]) gsl_odeiv2_driver_free(worker->driver[i]);
  free(worker);
}
