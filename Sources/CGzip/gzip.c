#include "gzip.h"

#include <string.h>
#include <zlib.h>

// 16 asks for the header and the trailer of gzip
enum { window_bits = 15 + 16, memory_level = 8 };

size_t equipoise_gzip_bound(size_t count) { return compressBound(count) + 32; }

size_t equipoise_gzip(const unsigned char *bytes, size_t count, unsigned char *member, size_t capacity) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_bits, memory_level, Z_DEFAULT_STRATEGY)
        != Z_OK)
        return 0;
    stream.next_in = (unsigned char *)bytes;
    stream.avail_in = (uInt)count;
    stream.next_out = member;
    stream.avail_out = (uInt)capacity;
    int status = deflate(&stream, Z_FINISH);
    size_t size = stream.total_out;
    deflateEnd(&stream);
    return status == Z_STREAM_END ? size : 0;
}

void *equipoise_gzip_open(const char *path) {
    gzFile file = gzopen(path, "rb");
    if (file) gzbuffer(file, 1 << 18);
    return file;
}

int equipoise_gzip_read(void *file, unsigned char *bytes, unsigned int capacity) {
    int count = gzread((gzFile)file, bytes, capacity);
    if (count > 0) return count;
    // the end of a file that was cut off is an error, too
    int status = Z_OK;
    gzerror((gzFile)file, &status);
    return status == Z_OK || status == Z_STREAM_END ? count : -1;
}

void equipoise_gzip_close(void *file) { gzclose((gzFile)file); }
