// What the C libraries offer under different names: swapping two folders in one step, and telling a mount point.
#pragma once

// Returns 0, or -1 with errno set: EINVAL or ENOSYS where the file system or the system cannot.
int equipoise_exchange(const char *one, const char *other);

// Returns 1 where a file system is mounted at the folder, or a folder of the same one is bound there, and 0 elsewhere.
int equipoise_is_mount_point(const char *folder);
