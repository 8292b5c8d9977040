#define _GNU_SOURCE
#include "CTesseract.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>

typedef struct TessBaseAPI TessBaseAPI;
typedef struct TessResultIterator TessResultIterator;
typedef struct TessPageIterator TessPageIterator;
typedef struct TessMonitor TessMonitor;

/* Levels of an iterator, and the way a page is cut into lines (3: automatically). */
enum { level_line = 2, level_word = 3, level_symbol = 4, automatic_segmentation = 3 };

#define TESSERACT_FUNCTIONS(F)                                                                                        \
    F(const char *, TessVersion, (void))                                                                              \
    F(TessBaseAPI *, TessBaseAPICreate, (void))                                                                       \
    F(void, TessBaseAPIDelete, (TessBaseAPI *))                                                                       \
    F(int, TessBaseAPIInit3, (TessBaseAPI *, const char *, const char *))                                             \
    F(int, TessBaseAPISetVariable, (TessBaseAPI *, const char *, const char *))                                       \
    F(void, TessBaseAPISetPageSegMode, (TessBaseAPI *, int))                                                          \
    F(void, TessBaseAPISetImage, (TessBaseAPI *, const unsigned char *, int, int, int, int))                          \
    F(void, TessBaseAPISetSourceResolution, (TessBaseAPI *, int))                                                     \
    F(int, TessBaseAPIRecognize, (TessBaseAPI *, TessMonitor *))                                                      \
    F(void, TessBaseAPIClear, (TessBaseAPI *))                                                                        \
    F(TessResultIterator *, TessBaseAPIGetIterator, (TessBaseAPI *))                                                  \
    F(void, TessResultIteratorDelete, (TessResultIterator *))                                                         \
    F(int, TessResultIteratorNext, (TessResultIterator *, int))                                                       \
    F(char *, TessResultIteratorGetUTF8Text, (const TessResultIterator *, int))                                       \
    F(float, TessResultIteratorConfidence, (const TessResultIterator *, int))                                         \
    F(const TessPageIterator *, TessResultIteratorGetPageIteratorConst, (const TessResultIterator *))                 \
    F(int, TessPageIteratorBoundingBox, (const TessPageIterator *, int, int *, int *, int *, int *))                  \
    F(int, TessPageIteratorBaseline, (const TessPageIterator *, int, int *, int *, int *, int *))                     \
    F(int, TessPageIteratorIsAtBeginningOf, (const TessPageIterator *, int))                                          \
    F(void, TessDeleteText, (const char *))                                                                           \
    F(TessMonitor *, TessMonitorCreate, (void))                                                                       \
    F(void, TessMonitorDelete, (TessMonitor *))                                                                       \
    F(void, TessMonitorSetCancelFunc, (TessMonitor *, bool (*)(void *, int)))                                         \
    F(void, TessMonitorSetCancelThis, (TessMonitor *, void *))

#define DECLARE(result, name, parameters) static result(*name) parameters;
TESSERACT_FUNCTIONS(DECLARE)
#undef DECLARE

static const struct {
    const char *name;
    void **pointer;
} functions[] = {
#define LIST(result, name, parameters) {#name, (void **)&name},
    TESSERACT_FUNCTIONS(LIST)
#undef LIST
};

/* Tesseract's threads gain little and take the processors of other pages. OpenMP reads this when it is loaded; it is set before the
   program begins, because changing the environment while other threads read it or start processes crashes them. */
__attribute__((constructor)) static void limit_threads(void) { setenv("OMP_THREAD_LIMIT", "1", 0); }

const char *mivaa_tesseract_load(const char *path) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return dlerror();
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        *functions[i].pointer = dlsym(library, functions[i].name);
        if (*functions[i].pointer == NULL) return functions[i].name;
    }
    return NULL;
}

const char *mivaa_tesseract_version(void) { return TessVersion(); }

mivaa_tesseract *mivaa_tesseract_open(const char *folder, const char *languages) {
    TessBaseAPI *api = TessBaseAPICreate();
    if (api == NULL) return NULL;
    if (TessBaseAPIInit3(api, folder, languages) != 0) {
        TessBaseAPIDelete(api);
        return NULL;
    }
    TessBaseAPISetVariable(api, "debug_file", "/dev/null");
    TessBaseAPISetPageSegMode(api, automatic_segmentation);
    return (mivaa_tesseract *)api;
}

void mivaa_tesseract_close(mivaa_tesseract *reader) { TessBaseAPIDelete((TessBaseAPI *)reader); }

static bool recognize(TessBaseAPI *api, void *context, bool (*is_over)(void *, int)) {
    TessMonitor *monitor = TessMonitorCreate();
    if (monitor == NULL) return false;
    TessMonitorSetCancelThis(monitor, context);
    TessMonitorSetCancelFunc(monitor, is_over);
    int status = TessBaseAPIRecognize(api, monitor);
    TessMonitorDelete(monitor);
    return status == 0;
}

static void tell(const TessResultIterator *place, void *context, void (*symbol)(void *, const mivaa_tesseract_symbol *)) {
    const TessPageIterator *page = TessResultIteratorGetPageIteratorConst(place);
    char *text = TessResultIteratorGetUTF8Text(place, level_symbol);
    if (text == NULL) return;
    mivaa_tesseract_symbol found = {
        .text = text,
        .confidence = TessResultIteratorConfidence(place, level_symbol),
        .starts_word = TessPageIteratorIsAtBeginningOf(page, level_word) != 0,
        .starts_line = TessPageIteratorIsAtBeginningOf(page, level_line) != 0,
    };
    TessPageIteratorBoundingBox(page, level_symbol, &found.left, &found.top, &found.right, &found.bottom);
    TessPageIteratorBaseline(page, level_line, &found.baseline_x1, &found.baseline_y1, &found.baseline_x2, &found.baseline_y2);
    symbol(context, &found);
    TessDeleteText(text);
}

bool mivaa_tesseract_read(
    mivaa_tesseract *reader, const uint8_t *pixels, int width, int height, int dpi, void *context, bool (*is_over)(void *, int),
    void (*symbol)(void *, const mivaa_tesseract_symbol *)) {
    TessBaseAPI *api = (TessBaseAPI *)reader;
    TessBaseAPISetImage(api, pixels, width, height, 1, width);
    TessBaseAPISetSourceResolution(api, dpi);
    bool is_read = recognize(api, context, is_over);
    TessResultIterator *place = is_read ? TessBaseAPIGetIterator(api) : NULL;
    if (place != NULL) {
        do tell(place, context, symbol);
        while (TessResultIteratorNext(place, level_symbol));
        TessResultIteratorDelete(place);
    }
    TessBaseAPIClear(api);
    return is_read;
}
