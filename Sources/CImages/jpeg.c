#include "message.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

/* Progressive files repeat passes over the whole picture. Encoders write about ten; a small file with thousands keeps a
   decoder busy for minutes. */
enum { scan_limit = 100 };

typedef struct {
    struct jpeg_error_mgr base;
    jmp_buf escape;
    cimages_message *message;
    cimages_result result;
    /* The coded data ended inside the picture, and the decoder made up the rest. */
    int lacks_data;
} error_handler;

static void on_error(j_common_ptr info) {
    error_handler *handler = (error_handler *)info->err;
    char text[JMSG_LENGTH_MAX];
    handler->base.format_message(info, text);
    snprintf(handler->message->text, sizeof handler->message->text, "%s", text);
    int code = handler->base.msg_code;
    if (code == JERR_OUT_OF_MEMORY) handler->result = cimages_no_memory;
    else if (code == JERR_SOF_UNSUPPORTED || code == JERR_CONVERSION_NOTIMPL || code == JERR_BAD_PRECISION || code == JERR_ARITH_NOTIMPL) handler->result = cimages_unsupported;
    else if (code == JERR_INPUT_EOF || code == JERR_INPUT_EMPTY) handler->result = cimages_truncated;
    else handler->result = cimages_damaged;
    longjmp(handler->escape, 1);
}

static void count_warning(j_common_ptr info, int level) {
    if (level >= 0) return;
    info->err->num_warnings++;
    if (info->err->msg_code == JWRN_HIT_MARKER) ((error_handler *)info->err)->lacks_data = 1;
}

/* The file in memory. When it ends too early, the decoder is told that the picture ends, and the caller that it did not. */
typedef struct {
    struct jpeg_source_mgr base;
    int has_ended;
} memory_source;

static const JOCTET end_of_image[] = {0xFF, JPEG_EOI};

static void do_nothing(j_decompress_ptr info) { (void)info; }

static boolean feed_the_end(j_decompress_ptr info) {
    memory_source *source = (memory_source *)info->src;
    source->has_ended = 1;
    source->base.next_input_byte = end_of_image;
    source->base.bytes_in_buffer = sizeof end_of_image;
    return TRUE;
}

static void skip(j_decompress_ptr info, long count) {
    if (count <= 0) return;
    if ((size_t)count > info->src->bytes_in_buffer) {
        feed_the_end(info);
        return;
    }
    info->src->next_input_byte += count;
    info->src->bytes_in_buffer -= (size_t)count;
}

static void stop_endless_scans(j_common_ptr info) {
    if (info->is_decompressor && ((j_decompress_ptr)info)->input_scan_number > scan_limit) {
        error_handler *handler = (error_handler *)info->err;
        snprintf(handler->message->text, sizeof handler->message->text, "more than %d scans", scan_limit);
        handler->result = cimages_damaged;
        longjmp(handler->escape, 1);
    }
}

typedef struct {
    struct jpeg_decompress_struct info;
    error_handler errors;
    memory_source source;
    struct jpeg_progress_mgr progress;
} decoder;

static void open_decoder(decoder *self, const uint8_t *bytes, size_t count) {
    jpeg_create_decompress(&self->info);
    self->source.base = (struct jpeg_source_mgr){
        .next_input_byte = bytes, .bytes_in_buffer = count, .init_source = do_nothing, .fill_input_buffer = feed_the_end,
        .skip_input_data = skip, .resync_to_restart = jpeg_resync_to_restart, .term_source = do_nothing};
    self->info.src = &self->source.base;
    self->progress.progress_monitor = stop_endless_scans;
    self->info.progress = &self->progress;
}

static void prepare_errors(decoder *self, cimages_message *message) {
    memset(self, 0, sizeof *self);
    self->info.err = jpeg_std_error(&self->errors.base);
    self->errors.base.error_exit = on_error;
    self->errors.base.emit_message = count_warning;
    self->errors.message = message;
}

/* To gray, RGB or CMYK: what libjpeg can convert to without loss. */
static void read_header(decoder *self, int eighths) {
    jpeg_read_header(&self->info, TRUE);
    switch (self->info.jpeg_color_space) {
    case JCS_GRAYSCALE: self->info.out_color_space = JCS_GRAYSCALE; break;
    case JCS_CMYK:
    case JCS_YCCK: self->info.out_color_space = JCS_CMYK; break;
    default: self->info.out_color_space = JCS_RGB;
    }
    self->info.scale_num = (unsigned)eighths;
    self->info.scale_denom = 8;
    jpeg_calc_output_dimensions(&self->info);
}

static cimages_measures measures_of(const decoder *self) {
    return (cimages_measures){
        .width = self->info.output_width, .height = self->info.output_height, .frames = 1, .orientation = 1,
        .channels = self->info.out_color_space == JCS_GRAYSCALE ? 1 : 3};
}

cimages_result cimages_jpeg_measure(const uint8_t *bytes, size_t count, int eighths, cimages_measures *measures, cimages_message *message) {
    decoder self;
    prepare_errors(&self, message);
    if (setjmp(self.errors.escape)) {
        jpeg_destroy_decompress(&self.info);
        return self.errors.result;
    }
    open_decoder(&self, bytes, count);
    read_header(&self, eighths);
    *measures = measures_of(&self);
    jpeg_destroy_decompress(&self.info);
    return cimages_good;
}

/* Adobe's programs write inks inverted (255 is no ink) and say so by their marker; others write them as they are. */
static void inks_to_rgb(uint8_t *row, uint32_t width, const uint8_t *inks, int is_inverted) {
    for (uint32_t x = 0; x < width; x++, row += 3, inks += 4)
        for (int i = 0; i < 3; i++) {
            unsigned ink = is_inverted ? inks[i] : 255u - inks[i];
            unsigned black = is_inverted ? inks[3] : 255u - inks[3];
            row[i] = (uint8_t)((ink * black + 127) / 255);
        }
}

static void read_rows(decoder *self, uint8_t *pixels, uint32_t channels) {
    struct jpeg_decompress_struct *info = &self->info;
    size_t stride = (size_t)info->output_width * channels;
    int is_cmyk = info->out_color_space == JCS_CMYK;
    JSAMPARRAY inks = NULL;
    if (is_cmyk) inks = info->mem->alloc_sarray((j_common_ptr)info, JPOOL_IMAGE, info->output_width * 4, 1);
    while (info->output_scanline < info->output_height) {
        JSAMPROW row = pixels + stride * info->output_scanline;
        if (!is_cmyk) {
            jpeg_read_scanlines(info, &row, 1);
        } else {
            jpeg_read_scanlines(info, inks, 1);
            inks_to_rgb(row, info->output_width, inks[0], info->saw_Adobe_marker);
        }
    }
}

cimages_result cimages_jpeg_decode(const uint8_t *bytes, size_t count, int eighths, uint8_t *pixels, size_t capacity, int *is_damaged, cimages_message *message) {
    decoder self;
    prepare_errors(&self, message);
    if (setjmp(self.errors.escape)) {
        jpeg_destroy_decompress(&self.info);
        return self.errors.result;
    }
    open_decoder(&self, bytes, count);
    read_header(&self, eighths);
    cimages_measures measures = measures_of(&self);
    cimages_result result = cimages_good;
    if (!fits(&measures, measures.channels, capacity)) {
        result = fail(message, cimages_no_memory, "the measures changed");
    } else {
        jpeg_start_decompress(&self.info);
        read_rows(&self, pixels, measures.channels);
        *is_damaged = self.errors.base.num_warnings > 0;
        /* A file that lacks no more than its end mark is a whole picture. */
        if (self.source.has_ended && self.errors.lacks_data) result = fail(message, cimages_truncated, "the file ends before its picture does");
    }
    jpeg_destroy_decompress(&self.info);
    return result;
}

typedef struct {
    struct jpeg_compress_struct info;
    error_handler errors;
    unsigned char *file;
    unsigned long count;
} encoder;

static void write_rows(encoder *self, const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels, int quality) {
    jpeg_create_compress(&self->info);
    jpeg_mem_dest(&self->info, &self->file, &self->count);
    self->info.image_width = width;
    self->info.image_height = height;
    self->info.input_components = (int)channels;
    self->info.in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&self->info);
    jpeg_set_quality(&self->info, quality, TRUE);
    self->info.optimize_coding = TRUE;
    jpeg_start_compress(&self->info, TRUE);
    while (self->info.next_scanline < height) {
        JSAMPROW row = (JSAMPROW)pixels + (size_t)self->info.next_scanline * width * channels;
        jpeg_write_scanlines(&self->info, &row, 1);
    }
    jpeg_finish_compress(&self->info);
}

cimages_result cimages_jpeg_encode(const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels, int quality, uint8_t **file, size_t *count, cimages_message *message) {
    encoder *self = calloc(1, sizeof *self);
    if (!self) return fail(message, cimages_no_memory, "no memory");
    self->info.err = jpeg_std_error(&self->errors.base);
    self->errors.base.error_exit = on_error;
    self->errors.message = message;
    cimages_result result = cimages_good;
    if (setjmp(self->errors.escape)) {
        result = self->errors.result;
        free(self->file);
    } else {
        write_rows(self, pixels, width, height, channels, quality);
        *file = self->file;
        *count = self->count;
    }
    jpeg_destroy_compress(&self->info);
    free(self);
    return result;
}
