#ifndef CIMAGES_MESSAGE_H
#define CIMAGES_MESSAGE_H

#include "CImages.h"

#include <stdio.h>

static inline cimages_result fail(cimages_message *message, cimages_result result, const char *text) {
    snprintf(message->text, sizeof message->text, "%s", text);
    return result;
}

/* Whether a picture of these measures fits into the caller's memory. */
static inline int fits(const cimages_measures *measures, uint32_t channels, size_t capacity) {
    return (uint64_t)measures->width * measures->height * channels <= capacity;
}

#endif
