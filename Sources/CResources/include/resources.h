#ifndef EQUIPOISE_RESOURCES_H
#define EQUIPOISE_RESOURCES_H

#include <stddef.h>

/// The bytes of a file that is part of the program.
struct resource {
    const unsigned char *_Nonnull start;
    size_t size;
};

/// The calibrated world.
struct resource resource_baseline(void);
/// Direction numbers of Sobol' sequences.
struct resource resource_direction_numbers(void);
/// Names of the IAMC's.
struct resource resource_iamc(void);

#endif
