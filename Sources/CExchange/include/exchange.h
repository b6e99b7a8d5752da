// Swapping two files or folders in one step, which the C libraries offer under different names.
#pragma once

// Returns 0, or -1 with errno set: EINVAL or ENOSYS where the file system or the system cannot.
int equipoise_exchange(const char *one, const char *other);
