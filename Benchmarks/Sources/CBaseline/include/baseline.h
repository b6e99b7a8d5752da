// The model by hand in C on the GNU Scientific Library: what the speed of the program is measured against. One run at
// a time, in double precision, with the C library's exponentials and logarithms, for worlds of the default size.
#pragma once

enum { BASELINE_PLACES = 5, BASELINE_SECTORS = 6, BASELINE_LEVERS = 10, BASELINE_PARAMETERS = 241, BASELINE_VARIABLES = 7 };
enum { BASELINE_STEPS = 4 }; // policy steps of one place, at most
typedef enum { BASELINE_RKF45, BASELINE_RK8PD, BASELINE_MSADAMS } baseline_stepper;

// What all runs share: parameter values, policy and years. Runs do not write to it, so that threads may share it.
typedef struct baseline_world baseline_world;
// What one thread needs to make runs: it borrows the world, which must stay as it is.
typedef struct baseline_worker baseline_worker;

// values: the scalars, the rows by sector, the rows by jurisdiction, then the tables contentSpending, originShare and
// developerShare, each in order of declaration. levers: of the base regimes, [place][lever]. Reports are yearly. NULL
// if memory is short or the years are not in order.
baseline_world *baseline_world_create(const double *values, const double *levers, int base_year, int end_year);
void baseline_world_free(baseline_world *world);

// A change of the law of a place to `target` (every lever), at once or phased in over years. The steps of a place
// are added in order of date. Returns 0, or a status of GSL.
int baseline_world_add_step(baseline_world *world, int place, double from, double over, const double *target);

// NULL if memory is short. Turns off GSL's error handler, which would end the process.
baseline_worker *baseline_worker_create(const baseline_world *world);
void baseline_worker_free(baseline_worker *worker);

// One run, in which the values at `positions` of the flat list are replaced by `draws`. The absolute tolerance is a
// hundredth of the relative one. results: [year from base to end][variable][place], the variables being revenue of
// generative AI; revenue of human works, licence income and creators' income, each over all sectors; data within
// reach; level of quality; share of the AI potential in use. Where the law jumps at a year, the year sees the new law.
// Returns the number of evaluations of the right-hand side, or a negative status of GSL.
long baseline_run(
    baseline_worker *worker, const int *positions, const double *draws, int count, double relative_tolerance,
    baseline_stepper stepper, double *results);
