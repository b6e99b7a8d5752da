// Counts the calls of a program to the file system below one folder, and lets one of them fail, or kills the program
// in its place. Preloaded; see test_faults.py.
//
//   FAULT_ROOT   the folder
//   FAULT_AT     number of the call, from 1; 0 for none
//   FAULT_ERROR  its errno; 0 to kill
//   FAULT_FROM   instead of both, this folder is renamed to FAULT_TO and made anew before the call is carried out
//   FAULT_CALL   only calls of this name are counted, such as renameat2; all where it is not set
//   FAULT_NO_EXCHANGE  if set, the file system cannot exchange two folders
//   FAULT_LOG    a file to which every counted call adds a line: number, name, path
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_int count;

// The path from the root of the file system, without . and .. in it.
static void complete(const char *path, char *whole, size_t size) {
    char given[8192], *rest = given;
    size_t end = 0;
    given[0] = 0;
    if (path[0] != '/') syscall(SYS_getcwd, given, sizeof given / 2);
    size_t length = strlen(given);
    snprintf(given + length, sizeof given - length, "/%s", path);
    for (char *part; (part = strsep(&rest, "/"));) {
        if (!*part || !strcmp(part, ".")) continue;
        if (!strcmp(part, "..")) {
            while (end > 0 && whole[--end] != '/') {}
        } else {
            end += (size_t)snprintf(whole + end, size - end, "/%s", part);
        }
    }
    whole[end] = 0;
}

// Whether the call is to fail, with errno set.
static int fails(const char *call, const char *named) {
    const char *root = getenv("FAULT_ROOT"), *only = getenv("FAULT_CALL");
    char path[8192];
    if (!root || !named || (only && strcmp(only, call))) return 0;
    complete(named, path, sizeof path);
    if (strncmp(path, root, strlen(root))) return 0;
    int number = atomic_fetch_add(&count, 1) + 1;
    const char *log = getenv("FAULT_LOG"), *at = getenv("FAULT_AT"), *error = getenv("FAULT_ERROR");
    const char *from = getenv("FAULT_FROM");
    if (log) {
        char line[9000];
        int length = snprintf(line, sizeof line, "%d %s %s\n", number, call, path);
        int file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
        syscall(SYS_write, file, line, length < (int)sizeof line ? length : (int)sizeof line);
        syscall(SYS_close, file);
    }
    if (!at || number != atoi(at)) return 0;
    if (from) {
        syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, getenv("FAULT_TO"), 0);
        syscall(SYS_mkdirat, AT_FDCWD, from, 0777);
        return 0;
    }
    if (!error || !atoi(error)) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
    errno = atoi(error);
    return 1;
}

static int fails_at(const char *call, int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return fails(call, path);
}

#define NEXT(name) __typeof__(&name) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define OPEN(name)                                         \
    int name(const char *path, int flags, ...) {           \
        va_list more;                                      \
        va_start(more, flags);                             \
        mode_t mode = va_arg(more, mode_t);                \
        va_end(more);                                      \
        if (fails("open", path)) return -1;                \
        NEXT(name);                                        \
        return next(path, flags, mode);                    \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                       \
    int name(int folder, const char *path, int flags, ...) { \
        va_list more;                                      \
        va_start(more, flags);                             \
        mode_t mode = va_arg(more, mode_t);                \
        va_end(more);                                      \
        if (fails("open", path)) return -1;                \
        NEXT(name);                                        \
        return next(folder, path, flags, mode);            \
    }
OPENAT(openat)
OPENAT(openat64)

// a call that names its path first
#define BY_PATH(result, failure, name, types, ...)         \
    result name types {                                    \
        if (fails(#name, path)) return failure;            \
        NEXT(name);                                        \
        return next(__VA_ARGS__);                          \
    }
BY_PATH(DIR *, NULL, opendir, (const char *path), path)
BY_PATH(FILE *, NULL, fopen, (const char *path, const char *mode), path, mode)
BY_PATH(FILE *, NULL, fopen64, (const char *path, const char *mode), path, mode)
BY_PATH(int, -1, mkdir, (const char *path, mode_t mode), path, mode)
BY_PATH(int, -1, rmdir, (const char *path), path)
BY_PATH(int, -1, unlink, (const char *path), path)
BY_PATH(int, -1, rename, (const char *path, const char *other), path, other)

int renameat2(int folder, const char *path, int other_folder, const char *other, unsigned flags) {
    if (fails("renameat2", path)) return -1;
    if (getenv("FAULT_NO_EXCHANGE")) {
        errno = EINVAL;
        return -1;
    }
    NEXT(renameat2);
    return next(folder, path, other_folder, other, flags);
}

// a call on a file that is open
#define BY_FILE(result, name, types, ...)                  \
    result name types {                                    \
        if (fails_at(#name, file)) return -1;              \
        NEXT(name);                                        \
        return next(__VA_ARGS__);                          \
    }
BY_FILE(ssize_t, read, (int file, void *bytes, size_t size), file, bytes, size)
BY_FILE(ssize_t, write, (int file, const void *bytes, size_t size), file, bytes, size)
BY_FILE(ssize_t, pread64, (int file, void *bytes, size_t size, off64_t at), file, bytes, size, at)
BY_FILE(ssize_t, pwrite64, (int file, const void *bytes, size_t size, off64_t at), file, bytes, size, at)
BY_FILE(ssize_t, pread, (int file, void *bytes, size_t size, off_t at), file, bytes, size, at)
BY_FILE(ssize_t, pwrite, (int file, const void *bytes, size_t size, off_t at), file, bytes, size, at)
BY_FILE(int, fsync, (int file), file)
BY_FILE(int, fdatasync, (int file), file)
BY_FILE(int, ftruncate, (int file, off_t size), file, size)
BY_FILE(int, ftruncate64, (int file, off64_t size), file, size)
BY_FILE(int, flock, (int file, int operation), file, operation)

// the file is closed all the same, as Linux does
int close(int file) {
    int failed = fails_at("close", file), error = errno;
    NEXT(close);
    int result = next(file);
    if (!failed) return result;
    errno = error;
    return -1;
}
