// Compression by zlib, whose interface is made of macros that Swift does not see.
#pragma once

#include <stddef.h>

// The most bytes that a piece can become.
size_t equipoise_gzip_bound(size_t count);

// Compresses bytes into a member of a gzip file, without a name and a time. Returns its size, or 0 where there is no memory.
size_t equipoise_gzip(const unsigned char *bytes, size_t count, unsigned char *member, size_t capacity);

// A file that is read as if it were not compressed, whether it is or not; NULL with errno set if it cannot be opened.
void *equipoise_gzip_open(const char *path);

// Reads the next bytes. Returns their number, 0 at the end, or -1 where the file is damaged or cannot be read.
int equipoise_gzip_read(void *file, unsigned char *bytes, unsigned int capacity);

void equipoise_gzip_close(void *file);
