#include "CPictures.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
// After jpeglib.h.
#include <jerror.h>

typedef struct {
    struct jpeg_error_mgr manager;  // first: libjpeg knows it alone
    jmp_buf back;
    char *message;
    size_t room;
} failure;

static void fail(j_common_ptr jpeg) {
    failure *to = (failure *)jpeg->err;
    char text[JMSG_LENGTH_MAX];
    to->manager.format_message(jpeg, text);
    snprintf(to->message, to->room, "%s", text);
    longjmp(to->back, 1);
}

// libjpeg makes up what is missing and warns. A picture that is half made up is damaged; only bytes too many do no harm.
static void judge(j_common_ptr jpeg, int level) {
    if (level < 0 && jpeg->err->msg_code != JWRN_EXTRANEOUS_DATA && jpeg->err->msg_code != JWRN_JFIF_MAJOR &&
        jpeg->err->msg_code != JWRN_ADOBE_XFORM)
        fail(jpeg);
}

static void keep_silent(j_common_ptr jpeg) { (void)jpeg; }

// A small file can hold very many scans of a large picture, each of which takes as long as the whole.
enum { most_scans = 100 };

static void watch_scans(j_common_ptr jpeg) {
    if (jpeg->is_decompressor && ((j_decompress_ptr)jpeg)->input_scan_number > most_scans) {
        failure *to = (failure *)jpeg->err;
        snprintf(to->message, to->room, "it has more than %d scans", most_scans);
        longjmp(to->back, 1);
    }
}

static unsigned int word(const unsigned char *at, int big, int size) {
    unsigned int value = 0;
    for (int i = 0; i < size; i++) value = value << 8 | at[big ? i : size - 1 - i];
    return value;
}

// The orientation of Exif 2.3 (tag 0x0112 of the first directory), 1 to 8; 1 where nothing sound says another.
static int orientation(j_decompress_ptr jpeg) {
    for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker; marker = marker->next) {
        const unsigned char *data = marker->data;
        size_t size = marker->data_length;
        if (marker->marker != JPEG_APP0 + 1 || size < 14 || memcmp(data, "Exif\0", 6)) continue;
        data += 6, size -= 6;
        int big = data[0] == 'M';
        if (word(data + 2, big, 2) != 42) continue;
        size_t start = word(data + 4, big, 4);
        if (start > size - 2) continue;
        size_t entries = word(data + start, big, 2);
        for (size_t i = 0; i < entries && start + 2 + 12 * (i + 1) <= size; i++) {
            const unsigned char *entry = data + start + 2 + 12 * i;
            if (word(entry, big, 2) != 0x0112) continue;
            unsigned int value = word(entry + 8, big, 2);
            return value >= 1 && value <= 8 ? (int)value : 1;
        }
    }
    return 1;
}

// Whether a picture is mirrored and turned, so that it stands upright. NULL where there is no memory.
static unsigned char *upright(dnag_picture *picture, const unsigned char *pixels, int turn) {
    long w = picture->width, h = picture->height, wide = turn > 4 ? h : w, high = turn > 4 ? w : h;
    int channels = picture->channels;
    unsigned char *out = malloc((size_t)w * (size_t)h * (size_t)channels);
    if (!out) return NULL;
    for (long y = 0; y < high; y++)
        for (long x = 0; x < wide; x++) {
            long sx = turn > 4 ? y : x, sy = turn > 4 ? x : y;
            if (turn == 2 || turn == 3 || turn == 7 || turn == 8) sx = w - 1 - sx;
            if (turn == 3 || turn == 4 || turn == 6 || turn == 7) sy = h - 1 - sy;
            memcpy(out + (y * wide + x) * channels, pixels + (sy * w + sx) * channels, (size_t)channels);
        }
    picture->width = wide;
    picture->height = high;
    return out;
}

// Four inks to light. Programs of Adobe write how much light each ink leaves, others how much ink there is.
static void to_light(unsigned char *out, const unsigned char *inks, long width, int is_light) {
    for (long x = 0; x < width; x++) {
        unsigned int key = is_light ? inks[4 * x + 3] : 255u - inks[4 * x + 3];
        for (int c = 0; c < 3; c++) {
            unsigned int light = is_light ? inks[4 * x + c] : 255u - inks[4 * x + c];
            out[3 * x + c] = (unsigned char)((light * key + 127) / 255);
        }
    }
}

int dnag_read_jpeg(dnag_picture *picture, const unsigned char *bytes, size_t count, size_t most, char *message, size_t room) {
    memset(picture, 0, sizeof *picture);
    struct jpeg_decompress_struct jpeg;
    struct jpeg_progress_mgr progress;
    failure errors;
    memset(&jpeg, 0, sizeof jpeg);
    memset(&progress, 0, sizeof progress);
    progress.progress_monitor = watch_scans;
    jpeg.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = fail;
    errors.manager.emit_message = judge;
    errors.manager.output_message = keep_silent;
    errors.message = message;
    errors.room = room;
    // Volatile: they are read after a longjmp.
    unsigned char *volatile pixels = NULL, *volatile inks = NULL;
    volatile int result = dnag_picture_damaged;
    if (setjmp(errors.back)) goto done;
    jpeg_create_decompress(&jpeg);
    jpeg.progress = &progress;
    jpeg_save_markers(&jpeg, JPEG_APP0 + 1, 0xFFFF);
    jpeg_mem_src(&jpeg, (unsigned char *)bytes, count);
    jpeg_read_header(&jpeg, TRUE);
    picture->width = (long)jpeg.image_width;
    picture->height = (long)jpeg.image_height;
    if (jpeg.image_width == 0 || jpeg.image_height == 0 || jpeg.image_width > most / jpeg.image_height) {
        result = dnag_picture_too_large;
        goto done;
    }
    // Markers are gone when the picture is finished.
    int turn = orientation(&jpeg);
    int is_cmyk = jpeg.jpeg_color_space == JCS_CMYK || jpeg.jpeg_color_space == JCS_YCCK;
    jpeg.out_color_space = is_cmyk ? JCS_CMYK : jpeg.jpeg_color_space == JCS_GRAYSCALE ? JCS_GRAYSCALE : JCS_RGB;
    picture->channels = jpeg.out_color_space == JCS_GRAYSCALE ? 1 : 3;
    jpeg_start_decompress(&jpeg);
    size_t stride = (size_t)picture->width * (size_t)picture->channels;
    pixels = malloc(stride * (size_t)picture->height);
    inks = is_cmyk ? malloc((size_t)picture->width * 4) : NULL;
    if (!pixels || (is_cmyk && !inks)) {
        result = dnag_picture_no_memory;
        goto done;
    }
    while (jpeg.output_scanline < jpeg.output_height) {
        unsigned char *row = pixels + stride * jpeg.output_scanline;
        JSAMPROW target = is_cmyk ? inks : row;
        jpeg_read_scanlines(&jpeg, &target, 1);
        if (is_cmyk) to_light(row, inks, picture->width, jpeg.saw_Adobe_marker);
    }
    jpeg_finish_decompress(&jpeg);
    result = dnag_picture_read;
    if (turn > 1) {
        unsigned char *turned = upright(picture, pixels, turn);
        free(pixels);
        pixels = turned;
        if (!turned) result = dnag_picture_no_memory;
    }
done:
    jpeg_destroy_decompress(&jpeg);
    free(inks);
    if (result == dnag_picture_read) {
        picture->pixels = pixels;
    } else {
        free(pixels);
    }
    return result;
}
