// The parts of the GNU Scientific Library that Swift calls.
#pragma once

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_multiroots.h>
#include <gsl/gsl_odeiv2.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_version.h>

// The types of steppers and solvers are mutable globals in C, which Swift's concurrency checks refuse; these read them.
static inline const gsl_odeiv2_step_type *equipoise_rkf45(void) { return gsl_odeiv2_step_rkf45; }
static inline const gsl_odeiv2_step_type *equipoise_rk8pd(void) { return gsl_odeiv2_step_rk8pd; }
static inline const gsl_odeiv2_step_type *equipoise_msadams(void) { return gsl_odeiv2_step_msadams; }
static inline const gsl_root_fsolver_type *equipoise_brent(void) { return gsl_root_fsolver_brent; }
static inline const gsl_multiroot_fsolver_type *equipoise_hybrids(void) { return gsl_multiroot_fsolver_hybrids; }
static inline const gsl_multifit_nlinear_type *equipoise_trust_region(void) { return gsl_multifit_nlinear_trust; }
static inline const gsl_multimin_fminimizer_type *equipoise_nmsimplex2(void) { return gsl_multimin_fminimizer_nmsimplex2; }
static inline const char *equipoise_gsl_version(void) { return gsl_version; }
