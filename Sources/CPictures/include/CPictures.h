#pragma once
// Pictures and packed bytes from memory. libpng and libjpeg leave by longjmp when something is wrong, which Swift must never see: whatever
// they throw is caught here and comes back as a text.
#include <stddef.h>

// A picture of eight bits a value, row by row from the top left; one value (grey) or three (red, green, blue) a pixel.
typedef struct {
    long width, height;
    int channels;
    unsigned char *pixels;
} dnag_picture;

// What became of the bytes.
enum {
    dnag_picture_read = 0,
    dnag_picture_damaged = 1,    // the message says how
    dnag_picture_too_large = 2,  // width and height of the picture say how large; no pixel was read
    dnag_picture_no_memory = 3,
};

// Reads a picture of at most `most` pixels. Pixels belong to the caller, who gives them back by dnag_picture_free.
// PNG: any depth, palettes and interlacing; 16 bits are rounded to 8; what is transparent is laid on white; gamma and profiles have no part.
// JPEG: grey, YCbCr, RGB, CMYK and YCCK, baseline and progressive; the orientation that Exif gives is applied; profiles have no part.
int dnag_read_png(dnag_picture *picture, const unsigned char *bytes, size_t count, size_t most, char *message, size_t room);
int dnag_read_jpeg(dnag_picture *picture, const unsigned char *bytes, size_t count, size_t most, char *message, size_t room);
void dnag_picture_free(dnag_picture *picture);

// What became of packed bytes.
enum {
    dnag_unpacked = 0,
    dnag_unpack_damaged = 1,    // they are none, or their checksum is another
    dnag_unpack_truncated = 2,  // they end too soon
    dnag_unpack_more = 3,       // `target` is full, and there is more
    dnag_unpack_no_memory = 4,
};

// Unpacks deflated bytes: as they stand in a zip archive (gzip = 0), or members of a gzip file one after another (gzip = 1).
// `written` is how many bytes of `target` were filled, whatever became of the rest.
int dnag_unpack(unsigned char *target, size_t room, size_t *written, const unsigned char *bytes, size_t count, int gzip);

// CRC-32 as in zip archives, of PNG and gzip.
unsigned int dnag_crc32(const unsigned char *bytes, size_t count);
