#define _GNU_SOURCE
#include "exchange.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

int equipoise_exchange(const char *one, const char *other) {
#if defined(__APPLE__)
    return renamex_np(one, other, RENAME_SWAP);
#elif defined(RENAME_EXCHANGE)
    return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
#else
    errno = ENOSYS;
    return -1;
#endif
}

int equipoise_is_mount_point(const char *folder) {
#if defined(STATX_ATTR_MOUNT_ROOT)
    struct statx status;
    if (statx(AT_FDCWD, folder, 0, STATX_TYPE, &status) == 0
        && (status.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT))
        return (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
#endif
    // an older kernel does not tell of folders that are bound within one file system
    char parent[4096];
    struct stat inner, outer;
    int length = snprintf(parent, sizeof parent, "%s/..", folder);
    return length > 0 && (size_t)length < sizeof parent && stat(folder, &inner) == 0 && stat(parent, &outer) == 0
        && inner.st_dev != outer.st_dev;
}
