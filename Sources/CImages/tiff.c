#include "message.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

enum {
    /* Pages counted: a file whose directories go on beyond is told as having that many. */
    frame_limit = 10000,
    /* One strip or tile: larger ones exist in no picture within our limits, and would be taken before they are read. */
    allocation_limit = 512 << 20,
};

typedef struct {
    const uint8_t *bytes;
    uint64_t count, offset;
    cimages_message *message;
} memory_file;

static tmsize_t read_memory(thandle_t handle, void *buffer, tmsize_t wanted) {
    memory_file *file = handle;
    uint64_t left = file->offset < file->count ? file->count - file->offset : 0;
    uint64_t taken = wanted < 0 ? 0 : (uint64_t)wanted < left ? (uint64_t)wanted : left;
    memcpy(buffer, file->bytes + file->offset, taken);
    file->offset += taken;
    return (tmsize_t)taken;
}

static tmsize_t write_nothing(thandle_t handle, void *buffer, tmsize_t count) {
    (void)handle, (void)buffer, (void)count;
    return 0;
}

static toff_t seek_memory(thandle_t handle, toff_t offset, int origin) {
    memory_file *file = handle;
    uint64_t target = origin == SEEK_SET ? offset : origin == SEEK_CUR ? file->offset + offset : file->count + offset;
    /* Beyond the end there is nothing: reading there must not reach other memory. */
    file->offset = target <= file->count ? target : file->count;
    return target;
}

static int close_nothing(thandle_t handle) {
    (void)handle;
    return 0;
}

static toff_t size_of_memory(thandle_t handle) { return ((memory_file *)handle)->count; }

static int keep_message(TIFF *tiff, void *user, const char *module, const char *format, va_list arguments) {
    (void)tiff, (void)module;
    cimages_message *message = user;
    /* The first words are nearest to the cause. */
    if (!message->text[0]) vsnprintf(message->text, sizeof message->text, format, arguments);
    return 1;
}

static int drop_message(TIFF *tiff, void *user, const char *module, const char *format, va_list arguments) {
    (void)tiff, (void)user, (void)module, (void)format, (void)arguments;
    return 1;
}

static TIFF *open_memory(memory_file *file) {
    file->message->text[0] = 0;
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (!options) return NULL;
    TIFFOpenOptionsSetErrorHandlerExtR(options, keep_message, file->message);
    TIFFOpenOptionsSetWarningHandlerExtR(options, drop_message, NULL);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, allocation_limit);
    /* "m": not mapped, so that every byte comes through read_memory. */
    TIFF *tiff = TIFFClientOpenExt("picture", "rm", file, read_memory, write_nothing, seek_memory, close_nothing, size_of_memory, NULL, NULL, options);
    TIFFOpenOptionsFree(options);
    return tiff;
}

static uint32_t count_frames(TIFF *tiff) {
    uint32_t frames = 1;
    while (frames < frame_limit && TIFFReadDirectory(tiff)) frames++;
    return frames;
}

static cimages_result own_failure(cimages_message *message, cimages_result result, const char *otherwise) {
    if (!message->text[0]) return fail(message, result, otherwise);
    int has_ended = strstr(message->text, "Read error") != NULL || strstr(message->text, "Not enough data") != NULL;
    return has_ended ? cimages_truncated : result;
}

cimages_result cimages_tiff_measure(const uint8_t *bytes, size_t count, cimages_measures *measures, cimages_message *message) {
    memory_file file = {bytes, count, 0, message};
    TIFF *tiff = open_memory(&file);
    if (!tiff) return own_failure(message, cimages_damaged, "no valid TIFF directory");
    uint16_t orientation = 1, samples = 1, photometric = PHOTOMETRIC_MINISBLACK;
    *measures = (cimages_measures){0};
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &measures->width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &measures->height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric);
    measures->orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    int is_gray = samples == 1 && (photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_MINISWHITE);
    measures->channels = is_gray ? 1 : samples == 4 && photometric == PHOTOMETRIC_RGB ? 4 : 3;
    char reason[1024] = "";
    int is_readable = TIFFRGBAImageOK(tiff, reason);
    if (is_readable) measures->frames = count_frames(tiff);
    TIFFClose(tiff);
    /* A later directory that is damaged is no reason to refuse the first picture. */
    return is_readable ? cimages_good : fail(message, cimages_unsupported, reason[0] ? reason : "a kind of TIFF that libtiff does not read");
}

/* libtiff multiplies opacity into the colours. */
static void divide_by_opacity(uint8_t *pixels, uint64_t count) {
    for (uint64_t i = 0; i < count; i++, pixels += 4) {
        unsigned opacity = pixels[3];
        if (opacity == 0 || opacity == 255) continue;
        for (int c = 0; c < 3; c++) {
            unsigned value = (pixels[c] * 255u + opacity / 2) / opacity;
            pixels[c] = value > 255 ? 255 : (uint8_t)value;
        }
    }
}

cimages_result cimages_tiff_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, cimages_message *message) {
    memory_file file = {bytes, count, 0, message};
    TIFF *tiff = open_memory(&file);
    if (!tiff) return own_failure(message, cimages_damaged, "no valid TIFF directory");
    char reason[1024] = "";
    TIFFRGBAImage image;
    if (!TIFFRGBAImageBegin(&image, tiff, 1, reason)) {
        TIFFClose(tiff);
        return fail(message, cimages_unsupported, reason);
    }
    cimages_result result = cimages_good;
    if ((uint64_t)image.width * image.height * 4 > capacity) {
        result = fail(message, cimages_no_memory, "the measures changed");
    } else {
        /* Rows as they are stored; turning is the caller's. */
        image.req_orientation = image.orientation;
        /* Words of R, G, B, A from the lowest byte up, which little-endian memory holds in this order. */
        if (!TIFFRGBAImageGet(&image, (uint32_t *)pixels, image.width, image.height)) result = own_failure(message, cimages_damaged, "no readable pixels");
        else if (image.alpha) divide_by_opacity(pixels, (uint64_t)image.width * image.height);
    }
    TIFFRGBAImageEnd(&image);
    TIFFClose(tiff);
    return result;
}
