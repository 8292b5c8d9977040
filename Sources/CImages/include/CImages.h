/* Decoders and encoders of picture files, from memory to memory.

   The libraries report errors in their own ways (libjpeg and libpng by longjmp); here all of that ends in C, and Swift sees a
   result. Nothing allocates for pixels: the caller reads the measures, decides, and brings the memory. */
#ifndef CIMAGES_H
#define CIMAGES_H

#include <stddef.h>
#include <stdint.h>

/* What a file says of its first picture. */
typedef struct {
    uint32_t width, height;
    /* 1 gray, 3 RGB, 4 RGB and opacity (not multiplied in): what decoding writes, 8 bits each. */
    uint32_t channels;
    /* Pictures in the file; at least 1. */
    uint32_t frames;
    /* As in EXIF, 1...8, where the library itself knows it (TIFF); 1 otherwise. */
    uint32_t orientation;
} cimages_measures;

typedef enum {
    cimages_good = 0,
    /* Not what its type asks for. */
    cimages_damaged,
    /* Ends before its pixels do. */
    cimages_truncated,
    /* Sound, perhaps, but of a kind that the library does not read. */
    cimages_unsupported,
    cimages_no_memory,
} cimages_result;

/* The library's own words, for people. */
typedef struct {
    char text[160];
} cimages_message;

/* JPEG scales by itself while decoding: to eighths (1, 2, 4 or 8) of 8 of its size. */
cimages_result cimages_jpeg_measure(const uint8_t *bytes, size_t count, int eighths, cimages_measures *measures, cimages_message *message);
/* `is_damaged` tells that parts of the picture are guesses. */
cimages_result cimages_jpeg_decode(const uint8_t *bytes, size_t count, int eighths, uint8_t *pixels, size_t capacity, int *is_damaged, cimages_message *message);
/* 1 or 3 channels to a file that the caller frees with `free`. */
cimages_result cimages_jpeg_encode(const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels, int quality, uint8_t **file, size_t *count, cimages_message *message);

cimages_result cimages_png_measure(const uint8_t *bytes, size_t count, cimages_measures *measures, cimages_message *message);
cimages_result cimages_png_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, cimages_message *message);

cimages_result cimages_webp_measure(const uint8_t *bytes, size_t count, cimages_measures *measures, cimages_message *message);
/* Scales to `width` by `height` while decoding, unless the file is an animation, whose measures these must be. */
cimages_result cimages_webp_decode(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint8_t *pixels, size_t capacity, cimages_message *message);

/* 3 or 4 channels to a file that the caller frees with `free`. */
cimages_result cimages_webp_encode(const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels, int quality, uint8_t **file, size_t *count);

cimages_result cimages_tiff_measure(const uint8_t *bytes, size_t count, cimages_measures *measures, cimages_message *message);
/* Always 4 channels, whatever the measures say. */
cimages_result cimages_tiff_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, cimages_message *message);

cimages_result cimages_gif_measure(const uint8_t *bytes, size_t count, cimages_measures *measures, cimages_message *message);
/* `pixel_limit` holds for the first picture, which may be larger than the canvas it is painted on. */
cimages_result cimages_gif_decode(const uint8_t *bytes, size_t count, uint64_t pixel_limit, uint8_t *pixels, size_t capacity, cimages_message *message);

#endif
