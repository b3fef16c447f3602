#include "CPictures.h"

#include <limits.h>
#include <string.h>
#include <zlib.h>

int dnag_unpack(unsigned char *target, size_t room, size_t *written, const unsigned char *bytes, size_t count, int gzip) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    *written = 0;
    if (inflateInit2(&stream, gzip ? 15 + 16 : -15) != Z_OK) return dnag_unpack_no_memory;
    int state = Z_OK, result = dnag_unpack_damaged;
    unsigned char beyond;
    size_t taken = 0;
    stream.next_in = (unsigned char *)bytes;
    for (;;) {
        // zlib counts in unsigned int.
        if (stream.avail_in == 0) {
            size_t part = count - taken < UINT_MAX ? count - taken : UINT_MAX;
            stream.avail_in = (unsigned int)part;
            taken += part;
        }
        int is_full = *written == room;
        size_t part = room - *written < UINT_MAX ? room - *written : UINT_MAX;
        // Where there is no room left, one byte more tells whether this is the end.
        stream.next_out = is_full ? &beyond : target + *written;
        stream.avail_out = is_full ? 1 : (unsigned int)part;
        unsigned int before = stream.avail_out;
        state = inflate(&stream, Z_NO_FLUSH);
        unsigned int made = before - stream.avail_out;
        if (is_full && made) {
            result = dnag_unpack_more;
            break;
        }
        if (!is_full) *written += made;
        if (state == Z_STREAM_END) {
            // gzip files may be put one behind the other; zeros behind them are padding.
            size_t left = stream.avail_in + (count - taken);
            if (gzip && left > 1 && stream.next_in[0] == 0x1F && inflateReset(&stream) == Z_OK) continue;
            result = dnag_unpacked;
            break;
        }
        if (state == Z_MEM_ERROR) {
            result = dnag_unpack_no_memory;
            break;
        }
        if (state == Z_BUF_ERROR || (state == Z_OK && !made && stream.avail_in == 0 && taken == count)) {
            result = dnag_unpack_truncated;
            break;
        }
        if (state != Z_OK) break;
    }
    inflateEnd(&stream);
    return result;
}

unsigned int dnag_crc32(const unsigned char *bytes, size_t count) { return (unsigned int)crc32_z(0, bytes, count); }
