/* PDFium's C interface as MIVAA uses it, bound at run time.
 *
 * libpdfium is not linked: `mivaa_pdfium_load` opens it with dlopen and fills one pointer per function of PDFiumFunctions.h.
 * The functions keep PDFium's own names, as inline calls through those pointers, so that callers read like any PDFium program
 * and no header or library of PDFium is needed to build.
 *
 * Types and numbers are those of PDFium's stable public interface; structures are declared as far as they are used. */
#ifndef MIVAA_CPDFIUM_H
#define MIVAA_CPDFIUM_H

#include <stddef.h>

typedef struct fpdf_action_t__ *FPDF_ACTION;
typedef struct fpdf_annotation_t__ *FPDF_ANNOTATION;
typedef struct fpdf_attachment_t__ *FPDF_ATTACHMENT;
typedef struct fpdf_bitmap_t__ *FPDF_BITMAP;
typedef struct fpdf_bookmark_t__ *FPDF_BOOKMARK;
typedef const struct fpdf_clippath_t__ *FPDF_CLIPPATH;
typedef struct fpdf_dest_t__ *FPDF_DEST;
typedef struct fpdf_document_t__ *FPDF_DOCUMENT;
typedef struct fpdf_font_t__ *FPDF_FONT;
typedef struct fpdf_form_handle_t__ *FPDF_FORMHANDLE;
typedef struct fpdf_link_t__ *FPDF_LINK;
typedef struct fpdf_page_t__ *FPDF_PAGE;
typedef struct fpdf_pageobject_t__ *FPDF_PAGEOBJECT;
typedef struct fpdf_pageobjectmark_t__ *FPDF_PAGEOBJECTMARK;
typedef const struct fpdf_pathsegment_t__ *FPDF_PATHSEGMENT;
typedef struct fpdf_structelement_t__ *FPDF_STRUCTELEMENT;
typedef const struct fpdf_structelement_attr_t__ *FPDF_STRUCTELEMENT_ATTR;
typedef const struct fpdf_structelement_attr_value_t__ *FPDF_STRUCTELEMENT_ATTR_VALUE;
typedef struct fpdf_structtree_t__ *FPDF_STRUCTTREE;
typedef struct fpdf_textpage_t__ *FPDF_TEXTPAGE;

/* x' = a x + c y + e, y' = b x + d y + f */
typedef struct {
    float a, b, c, d, e, f;
} FS_MATRIX;

typedef struct {
    float left, top, right, bottom;
} FS_RECTF;

typedef struct {
    float width, height;
} FS_SIZEF;

/* Where a saved document goes. PDFium knows the first two members; the last one is for the caller's function. */
typedef struct FPDF_FILEWRITE_ {
    int version;
    int (*WriteBlock)(struct FPDF_FILEWRITE_ *self, const void *data, unsigned long size);
    void *context;
} FPDF_FILEWRITE;

/* Corners in the order top left, top right, bottom left, bottom right of upright text. */
typedef struct {
    float x1, y1, x2, y2, x3, y3, x4, y4;
} FS_QUADPOINTSF;

typedef struct {
    unsigned int width, height;
    float horizontal_dpi, vertical_dpi;
    unsigned int bits_per_pixel;
    int colorspace;
    int marked_content_id;
} FPDF_IMAGEOBJ_METADATA;

/* Version 2 of the structure: the members after these belong to later versions and are not read. */
typedef struct {
    int version;
    const char **user_font_paths;
    void *isolate;
    unsigned int v8_embedder_slot;
} FPDF_LIBRARY_CONFIG;

/* Only read: no call back is ever set, so all members but the version stay zero. The size is generous for later versions. */
typedef struct {
    int version;
    void *callbacks[63];
} FPDF_FORMFILLINFO;

#define FPDF_ERR_SUCCESS 0
#define FPDF_ERR_UNKNOWN 1
#define FPDF_ERR_FILE 2
#define FPDF_ERR_FORMAT 3
#define FPDF_ERR_PASSWORD 4
#define FPDF_ERR_SECURITY 5
#define FPDF_ERR_PAGE 6

#define FPDF_PAGEOBJ_TEXT 1
#define FPDF_PAGEOBJ_PATH 2
#define FPDF_PAGEOBJ_IMAGE 3
#define FPDF_PAGEOBJ_SHADING 4
#define FPDF_PAGEOBJ_FORM 5

#define FPDF_SEGMENT_LINETO 0
#define FPDF_SEGMENT_BEZIERTO 1
#define FPDF_SEGMENT_MOVETO 2

#define PDFACTION_GOTO 1
#define PDFACTION_URI 3

#define PDFDEST_VIEW_XYZ 1
#define PDFDEST_VIEW_FITH 3
#define PDFDEST_VIEW_FITR 5
#define PDFDEST_VIEW_FITBH 7

#define FPDF_ANNOT_LINK 2
#define FPDF_ANNOT_POPUP 16
#define FPDF_ANNOT_WIDGET 20
#define FPDF_ANNOT_FLAG_HIDDEN 2

#define FPDF_FORMFIELD_PUSHBUTTON 1
#define FPDF_FORMFIELD_CHECKBOX 2
#define FPDF_FORMFIELD_RADIOBUTTON 3
#define FPDF_FORMFIELD_COMBOBOX 4
#define FPDF_FORMFIELD_LISTBOX 5
#define FPDF_FORMFIELD_TEXTFIELD 6
#define FPDF_FORMFIELD_SIGNATURE 7

#define FPDFBitmap_Gray 1
#define FPDFBitmap_BGR 2
#define FPDFBitmap_BGRx 3
#define FPDFBitmap_BGRA 4
#define FPDFBitmap_BGRA_Premul 5

/* Flags of FPDF_RenderPageBitmap: annotations are drawn, too; red comes first in memory. */
#define FPDF_ANNOT 1
#define FPDF_REVERSE_BYTE_ORDER 16

/* Opens the library at `path` and binds every function; NULL when all is well, else what was missing (never freed).
 * Call once, before any other function here and from one thread. */
const char *mivaa_pdfium_load(const char *path);

#define PDFIUM_FUNCTION(result, name, parameters, arguments) \
    extern result(*mivaa_pointer_to_##name) parameters;      \
    static inline result name parameters { return mivaa_pointer_to_##name arguments; }
#include "PDFiumFunctions.h"
#undef PDFIUM_FUNCTION

#endif
