#define _GNU_SOURCE
#include "CPDFium.h"

#include <dlfcn.h>

#define PDFIUM_FUNCTION(result, name, parameters, arguments) result(*mivaa_pointer_to_##name) parameters;
#include "PDFiumFunctions.h"
#undef PDFIUM_FUNCTION

static const struct {
    const char *name;
    void **pointer;
} functions[] = {
#define PDFIUM_FUNCTION(result, name, parameters, arguments) {#name, (void **)&mivaa_pointer_to_##name},
#include "PDFiumFunctions.h"
#undef PDFIUM_FUNCTION
};

const char *mivaa_pdfium_load(const char *path) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return dlerror();
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        *functions[i].pointer = dlsym(library, functions[i].name);
        if (*functions[i].pointer == NULL) return functions[i].name;
    }
    return NULL;
}
