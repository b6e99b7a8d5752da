// The header holds all; a target needs a source.
#include "lanes.h"
