#include "commit.h"

#ifndef EQUIPOISE_COMMIT
#define EQUIPOISE_COMMIT ""
#endif

const char *equipoise_commit(void) { return EQUIPOISE_COMMIT; }
