#include "message.h"

#include <stdlib.h>
#include <string.h>
#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>

static cimages_result failure(VP8StatusCode status, cimages_message *message) {
    switch (status) {
    case VP8_STATUS_OUT_OF_MEMORY: return fail(message, cimages_no_memory, "no memory");
    case VP8_STATUS_UNSUPPORTED_FEATURE: return fail(message, cimages_unsupported, "a feature that libwebp does not read");
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED: return fail(message, cimages_truncated, "the file ends before its picture does");
    default: return fail(message, cimages_damaged, "no valid WebP stream");
    }
}

static uint32_t frame_count(const uint8_t *bytes, size_t count) {
    WebPData data = {bytes, count};
    WebPDemuxer *demuxer = WebPDemux(&data);
    uint32_t frames = demuxer ? WebPDemuxGetI(demuxer, WEBP_FF_FRAME_COUNT) : 1;
    WebPDemuxDelete(demuxer);
    return frames ? frames : 1;
}

cimages_result cimages_webp_measure(const uint8_t *bytes, size_t count, cimages_measures *measures, cimages_message *message) {
    WebPBitstreamFeatures features;
    VP8StatusCode status = WebPGetFeatures(bytes, count, &features);
    if (status != VP8_STATUS_OK) return failure(status, message);
    *measures = (cimages_measures){
        .width = (uint32_t)features.width, .height = (uint32_t)features.height, .orientation = 1,
        .frames = features.has_animation ? frame_count(bytes, count) : 1,
        .channels = features.has_alpha || features.has_animation ? 4 : 3};
    return cimages_good;
}

/* An animation's first picture may cover a part of the canvas only: the library paints it there. */
static cimages_result decode_animation(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint8_t *pixels, cimages_message *message) {
    WebPData data = {bytes, count};
    WebPAnimDecoderOptions options;
    WebPAnimDecoderOptionsInit(&options);
    options.color_mode = MODE_RGBA;
    WebPAnimDecoder *decoder = WebPAnimDecoderNew(&data, &options);
    if (!decoder) return fail(message, cimages_damaged, "no valid WebP animation");
    WebPAnimInfo info;
    uint8_t *canvas = NULL;
    int timestamp = 0;
    int is_good = WebPAnimDecoderGetInfo(decoder, &info) && info.canvas_width == width && info.canvas_height == height
        && WebPAnimDecoderGetNext(decoder, &canvas, &timestamp);
    if (is_good) memcpy(pixels, canvas, (size_t)width * height * 4);
    WebPAnimDecoderDelete(decoder);
    return is_good ? cimages_good : fail(message, cimages_damaged, "the first picture of the animation is not readable");
}

cimages_result cimages_webp_decode(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint8_t *pixels, size_t capacity, cimages_message *message) {
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) return fail(message, cimages_unsupported, "libwebp is of another version than its header");
    VP8StatusCode status = WebPGetFeatures(bytes, count, &config.input);
    if (status != VP8_STATUS_OK) return failure(status, message);
    uint32_t channels = config.input.has_alpha || config.input.has_animation ? 4 : 3;
    if ((uint64_t)width * height * channels > capacity) return fail(message, cimages_no_memory, "the measures changed");
    if (config.input.has_animation) return decode_animation(bytes, count, width, height, pixels, message);
    config.output.colorspace = channels == 4 ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = pixels;
    config.output.u.RGBA.stride = (int)(width * channels);
    config.output.u.RGBA.size = capacity;
    if (width != (uint32_t)config.input.width || height != (uint32_t)config.input.height) {
        config.options.use_scaling = 1;
        config.options.scaled_width = (int)width;
        config.options.scaled_height = (int)height;
    }
    status = WebPDecode(bytes, count, &config);
    WebPFreeDecBuffer(&config.output);
    return status == VP8_STATUS_OK ? cimages_good : failure(status, message);
}

cimages_result cimages_webp_encode(const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels, int quality, uint8_t **file, size_t *count) {
    if (width == 0 || height == 0 || width > WEBP_MAX_DIMENSION || height > WEBP_MAX_DIMENSION) return cimages_unsupported;
    uint8_t *encoded = NULL;
    int stride = (int)(width * channels);
    size_t size = channels == 4 ? WebPEncodeRGBA(pixels, (int)width, (int)height, stride, (float)quality, &encoded)
                                : WebPEncodeRGB(pixels, (int)width, (int)height, stride, (float)quality, &encoded);
    if (size == 0) return cimages_no_memory;
    /* The library's memory is freed by the library; callers know `free` only. */
    *file = malloc(size);
    if (*file) memcpy(*file, encoded, size);
    *count = size;
    WebPFree(encoded);
    return *file ? cimages_good : cimages_no_memory;
}
