#include "message.h"

#include <gif_lib.h>
#include <stdlib.h>
#include <string.h>

/* Pictures counted: an animation that goes on beyond is told as having that many. */
enum { frame_limit = 10000 };

typedef struct {
    const uint8_t *bytes;
    size_t count, offset;
} memory_file;

static int read_memory(GifFileType *gif, GifByteType *buffer, int wanted) {
    memory_file *file = gif->UserData;
    size_t left = file->count - file->offset;
    size_t taken = (size_t)wanted < left ? (size_t)wanted : left;
    memcpy(buffer, file->bytes + file->offset, taken);
    file->offset += taken;
    return (int)taken;
}

static cimages_result failure(int code, cimages_message *message) {
    const char *text = GifErrorString(code);
    cimages_result result = code == D_GIF_ERR_READ_FAILED || code == D_GIF_ERR_EOF_TOO_SOON ? cimages_truncated
        : code == D_GIF_ERR_NOT_ENOUGH_MEM                                                 ? cimages_no_memory
                                                                                           : cimages_damaged;
    return fail(message, result, text ? text : "no valid GIF stream");
}

static int skip_extension(GifFileType *gif) {
    GifByteType *block;
    int code;
    if (DGifGetExtension(gif, &code, &block) == GIF_ERROR) return GIF_ERROR;
    while (block)
        if (DGifGetExtensionNext(gif, &block) == GIF_ERROR) return GIF_ERROR;
    return GIF_OK;
}

static int skip_picture(GifFileType *gif) {
    GifByteType *block;
    int size;
    if (DGifGetImageDesc(gif) == GIF_ERROR || DGifGetCode(gif, &size, &block) == GIF_ERROR) return GIF_ERROR;
    while (block)
        if (DGifGetCodeNext(gif, &block) == GIF_ERROR) return GIF_ERROR;
    return GIF_OK;
}

cimages_result cimages_gif_measure(const uint8_t *bytes, size_t count, cimages_measures *measures, cimages_message *message) {
    memory_file file = {bytes, count, 0};
    int code = 0;
    GifFileType *gif = DGifOpen(&file, read_memory, &code);
    if (!gif) return failure(code, message);
    *measures = (cimages_measures){
        .width = (uint32_t)gif->SWidth, .height = (uint32_t)gif->SHeight, .channels = 4, .orientation = 1};
    GifRecordType kind = UNDEFINED_RECORD_TYPE;
    while (measures->frames < frame_limit && DGifGetRecordType(gif, &kind) == GIF_OK && kind != TERMINATE_RECORD_TYPE) {
        if (kind == EXTENSION_RECORD_TYPE) {
            if (skip_extension(gif) == GIF_ERROR) break;
        } else if (kind == IMAGE_DESC_RECORD_TYPE) {
            /* A picture that is cut short counts: it may be the only one. */
            measures->frames++;
            if (skip_picture(gif) == GIF_ERROR) break;
        }
    }
    code = gif->Error;
    DGifCloseFile(gif, NULL);
    if (measures->frames) return cimages_good;
    return code ? failure(code, message) : fail(message, cimages_damaged, "no picture in it");
}

/* Index of the colour that means "nothing here"; -1 for none. */
static int read_extension(GifFileType *gif, int *transparent) {
    GifByteType *block;
    int code;
    if (DGifGetExtension(gif, &code, &block) == GIF_ERROR) return GIF_ERROR;
    GraphicsControlBlock control;
    if (code == GRAPHICS_EXT_FUNC_CODE && block && DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK) *transparent = control.TransparentColor;
    while (block)
        if (DGifGetExtensionNext(gif, &block) == GIF_ERROR) return GIF_ERROR;
    return GIF_OK;
}

/* One row of the picture onto the canvas; what lies outside is not painted. */
static void paint_row(const GifFileType *gif, const ColorMapObject *colors, int transparent, int row, const GifPixelType *line, uint8_t *canvas) {
    long y = (long)gif->Image.Top + row;
    if (y < 0 || y >= gif->SHeight) return;
    for (int i = 0; i < gif->Image.Width; i++) {
        long x = (long)gif->Image.Left + i;
        if (x < 0 || x >= gif->SWidth || line[i] == transparent || line[i] >= colors->ColorCount) continue;
        uint8_t *pixel = canvas + ((size_t)y * (size_t)gif->SWidth + (size_t)x) * 4;
        GifColorType color = colors->Colors[line[i]];
        pixel[0] = color.Red, pixel[1] = color.Green, pixel[2] = color.Blue, pixel[3] = 255;
    }
}

static cimages_result paint_picture(GifFileType *gif, int transparent, uint64_t pixel_limit, uint8_t *canvas, cimages_message *message) {
    if (DGifGetImageDesc(gif) == GIF_ERROR) return failure(gif->Error, message);
    const ColorMapObject *colors = gif->Image.ColorMap ? gif->Image.ColorMap : gif->SColorMap;
    if (!colors) return fail(message, cimages_damaged, "no colours for its picture");
    if ((uint64_t)gif->Image.Width * (uint64_t)gif->Image.Height > pixel_limit) return fail(message, cimages_damaged, "a picture beyond the limit on pixels");
    GifPixelType *line = malloc((size_t)gif->Image.Width + 1);
    if (!line) return fail(message, cimages_no_memory, "no memory");
    static const int starts[] = {0, 4, 2, 1}, steps[] = {8, 8, 4, 2};
    int passes = gif->Image.Interlace ? 4 : 1, result = GIF_OK;
    for (int pass = 0; pass < passes && result == GIF_OK; pass++)
        for (int row = gif->Image.Interlace ? starts[pass] : 0; row < gif->Image.Height; row += gif->Image.Interlace ? steps[pass] : 1) {
            if ((result = DGifGetLine(gif, line, gif->Image.Width)) == GIF_ERROR) break;
            paint_row(gif, colors, transparent, row, line, canvas);
        }
    free(line);
    return result == GIF_OK ? cimages_good : failure(gif->Error, message);
}

cimages_result cimages_gif_decode(const uint8_t *bytes, size_t count, uint64_t pixel_limit, uint8_t *pixels, size_t capacity, cimages_message *message) {
    memory_file file = {bytes, count, 0};
    int code = 0;
    GifFileType *gif = DGifOpen(&file, read_memory, &code);
    if (!gif) return failure(code, message);
    size_t size = (size_t)gif->SWidth * (size_t)gif->SHeight * 4;
    cimages_result result = cimages_good;
    int transparent = -1, is_done = size > capacity;
    if (is_done) result = fail(message, cimages_no_memory, "the measures changed");
    else memset(pixels, 0, size);
    while (!is_done) {
        GifRecordType kind = UNDEFINED_RECORD_TYPE;
        if (DGifGetRecordType(gif, &kind) == GIF_ERROR || (kind == EXTENSION_RECORD_TYPE && read_extension(gif, &transparent) == GIF_ERROR)) {
            result = failure(gif->Error, message);
            is_done = 1;
        } else if (kind == IMAGE_DESC_RECORD_TYPE) {
            result = paint_picture(gif, transparent, pixel_limit, pixels, message);
            is_done = 1;
        } else if (kind == TERMINATE_RECORD_TYPE) {
            result = fail(message, cimages_damaged, "no picture in it");
            is_done = 1;
        }
    }
    DGifCloseFile(gif, NULL);
    return result;
}
