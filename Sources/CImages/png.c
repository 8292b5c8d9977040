#include "message.h"

#include <png.h>
#include <string.h>

static cimages_result begin(png_image *image, const uint8_t *bytes, size_t count, cimages_measures *measures, cimages_message *message) {
    memset(image, 0, sizeof *image);
    image->version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(image, bytes, count)) return fail(message, cimages_damaged, image->message);
    /* Without this, 16-bit files that do not say their gamma would be taken as linear light and come out far too bright. */
    image->flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    int is_gray = !(image->format & (PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA | PNG_FORMAT_FLAG_COLORMAP));
    int has_alpha = (image->format & PNG_FORMAT_FLAG_ALPHA) != 0;
    image->format = is_gray ? PNG_FORMAT_GRAY : has_alpha ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
    *measures = (cimages_measures){
        .width = image->width, .height = image->height, .frames = 1, .orientation = 1, .channels = is_gray ? 1 : has_alpha ? 4 : 3};
    return cimages_good;
}

cimages_result cimages_png_measure(const uint8_t *bytes, size_t count, cimages_measures *measures, cimages_message *message) {
    png_image image;
    cimages_result result = begin(&image, bytes, count, measures, message);
    png_image_free(&image);
    return result;
}

cimages_result cimages_png_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, cimages_message *message) {
    png_image image;
    cimages_measures measures;
    cimages_result result = begin(&image, bytes, count, &measures, message);
    if (result == cimages_good && !fits(&measures, measures.channels, capacity)) result = fail(message, cimages_no_memory, "the measures changed");
    if (result == cimages_good && !png_image_finish_read(&image, NULL, pixels, 0, NULL)) {
        int has_ended = strstr(image.message, "read beyond end") != NULL || strstr(image.message, "Not enough") != NULL;
        result = fail(message, has_ended ? cimages_truncated : cimages_damaged, image.message);
    }
    png_image_free(&image);
    return result;
}
