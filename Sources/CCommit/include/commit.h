#pragma once

/// The commit that the program was built from, as `make build` tells it; empty where nothing did.
const char *equipoise_commit(void);
