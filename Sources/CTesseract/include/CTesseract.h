/* Tesseract 5 as MIVAA uses it, bound at run time: libtesseract is optional and none of its headers is needed to build. */
#ifndef MIVAA_CTESSERACT_H
#define MIVAA_CTESSERACT_H

#include <stdbool.h>
#include <stdint.h>

/* One reader, for one thread at a time. */
typedef struct mivaa_tesseract mivaa_tesseract;

/* One symbol, in the order of reading. */
typedef struct {
    const char *text;  /* UTF-8, valid during the call */
    float confidence;  /* 0...100 */
    bool starts_word, starts_line;
    int left, top, right, bottom;
    int baseline_x1, baseline_y1, baseline_x2, baseline_y2; /* of its line */
} mivaa_tesseract_symbol;

/* Opens the library at `path` (a name is searched where libraries are); NULL when all is well, else what was missing (never freed).
 * Call once, before any other function here and from one thread. */
const char *mivaa_tesseract_load(const char *path);
/* "5.3.0"; after a successful load. */
const char *mivaa_tesseract_version(void);

/* A reader for languages such as "ell+eng"; NULL when their data is not installed. `folder` has the data, NULL for the built-in place. */
mivaa_tesseract *mivaa_tesseract_open(const char *folder, const char *languages);
void mivaa_tesseract_close(mivaa_tesseract *reader);

/* Reads a grey picture, rows without padding, and calls `symbol` for each symbol found. `is_over` is asked between words whether to stop.
 * Returns false when it failed or was stopped. */
bool mivaa_tesseract_read(
    mivaa_tesseract *reader, const uint8_t *pixels, int width, int height, int dpi, void *context, bool (*is_over)(void *context, int words),
    void (*symbol)(void *context, const mivaa_tesseract_symbol *symbol));

#endif
