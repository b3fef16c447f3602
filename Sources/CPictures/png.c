#include "CPictures.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const unsigned char *bytes;
    size_t left;
    char *message;
    size_t room;
} source;

static void fail(png_structp png, png_const_charp text) {
    source *from = png_get_error_ptr(png);
    snprintf(from->message, from->room, "%s", text);
    png_longjmp(png, 1);
}

// What libpng only warns of does no harm to pixels.
static void ignore(png_structp png, png_const_charp text) { (void)png, (void)text; }

static void take(png_structp png, png_bytep target, size_t count) {
    source *from = png_get_io_ptr(png);
    if (count > from->left) png_error(png, "the file ends too soon");
    memcpy(target, from->bytes, count);
    from->bytes += count;
    from->left -= count;
}

// One row of `channels` values a pixel, the last of them coverage, laid on white.
static void lay_on_white(unsigned char *row, long width, int channels) {
    unsigned char *out = row;
    for (long x = 0; x < width; x++) {
        unsigned int cover = row[x * channels + channels - 1];
        for (int c = 0; c + 1 < channels; c++) {
            unsigned int value = row[x * channels + c];
            *out++ = (unsigned char)((value * cover + 255 * (255 - cover) + 127) / 255);
        }
    }
}

int dnag_read_png(dnag_picture *picture, const unsigned char *bytes, size_t count, size_t most, char *message, size_t room) {
    memset(picture, 0, sizeof *picture);
    source from = {bytes, count, message, room};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &from, fail, ignore);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    // Volatile: they are read after a longjmp.
    unsigned char *volatile pixels = NULL;
    if (!info) {
        png_destroy_read_struct(&png, NULL, NULL);
        return dnag_picture_no_memory;
    }
    if (setjmp(png_jmpbuf(png))) {
        free(pixels);
        png_destroy_read_struct(&png, &info, NULL);
        return dnag_picture_damaged;
    }
    png_set_read_fn(png, &from, take);
    // Our own limit is on the product, below; texts and profiles, which nobody reads, may not take memory either.
    png_set_user_limits(png, 0x7FFFFFFF, 0x7FFFFFFF);
    png_set_chunk_malloc_max(png, 8 << 20);
    png_set_chunk_cache_max(png, 100);
    png_read_info(png, info);
    picture->width = png_get_image_width(png, info);
    picture->height = png_get_image_height(png, info);
    if ((unsigned long)picture->width > most / (unsigned long)picture->height) {
        png_destroy_read_struct(&png, &info, NULL);
        return dnag_picture_too_large;
    }
    png_set_expand(png);    // palettes, fewer bits, and a transparent colour as coverage
    png_set_scale_16(png);  // rounded, not cut
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    int channels = png_get_channels(png, info);
    size_t stride = (size_t)picture->width * (size_t)channels;
    if (png_get_bit_depth(png, info) != 8 || png_get_rowbytes(png, info) != stride) png_error(png, "its form is not known");
    // Zeroed: a pass of an interlaced picture only fills some pixels.
    pixels = calloc((size_t)picture->height, stride);
    if (!pixels) {
        png_destroy_read_struct(&png, &info, NULL);
        return dnag_picture_no_memory;
    }
    for (int pass = 0; pass < passes; pass++)
        for (long y = 0; y < picture->height; y++) png_read_row(png, pixels + (size_t)y * stride, NULL);
    png_read_end(png, NULL);
    png_destroy_read_struct(&png, &info, NULL);
    picture->channels = channels > 2 ? 3 : 1;
    if (channels == 2 || channels == 4) {
        size_t kept = (size_t)picture->width * (size_t)picture->channels;
        for (long y = 0; y < picture->height; y++) {
            unsigned char *row = pixels + (size_t)y * stride;
            lay_on_white(row, picture->width, channels);
            memmove(pixels + (size_t)y * kept, row, kept);
        }
    }
    picture->pixels = pixels;
    return dnag_picture_read;
}

void dnag_picture_free(dnag_picture *picture) {
    free(picture->pixels);
    picture->pixels = NULL;
}
