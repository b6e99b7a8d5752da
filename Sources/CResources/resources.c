#include "resources.h"

// the compiler takes files in whole, where a literal of all their bytes would take Swift's longer than the code that reads them
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char baseline[] = {
#embed "../Scenarios/Resources/baseline.yaml"
};

static const unsigned char direction_numbers[] = {
#embed "../Sampling/Resources/new-joe-kuo-6.txt"
};

static const unsigned char iamc[] = {
#embed "../Exports/Resources/iamc.csv"
};

struct resource resource_baseline(void) { return (struct resource){baseline, sizeof baseline}; }

struct resource resource_direction_numbers(void) {
    return (struct resource){direction_numbers, sizeof direction_numbers};
}

struct resource resource_iamc(void) { return (struct resource){iamc, sizeof iamc}; }
