/* The part of PDFium's public C interface (fpdfview.h and its companions) that MIVAA calls, one row a function:
 *     PDFIUM_FUNCTION(result, name, (parameters), (arguments))
 * Included several times with different meanings of PDFIUM_FUNCTION, so it has no include guard.
 * `scripts/check-pdfium-header.py` compares every row with the bindings that come with a PDFium build. */

/* Library */
PDFIUM_FUNCTION(void, FPDF_InitLibraryWithConfig, (const FPDF_LIBRARY_CONFIG *config), (config))
PDFIUM_FUNCTION(unsigned long, FPDF_GetLastError, (void), ())

/* Documents */
PDFIUM_FUNCTION(FPDF_DOCUMENT, FPDF_LoadMemDocument64,
                (const void *bytes, size_t size, const char *password),
                (bytes, size, password))
PDFIUM_FUNCTION(void, FPDF_CloseDocument, (FPDF_DOCUMENT document), (document))
PDFIUM_FUNCTION(int, FPDF_GetPageCount, (FPDF_DOCUMENT document), (document))
PDFIUM_FUNCTION(int, FPDF_GetFileVersion, (FPDF_DOCUMENT document, int *version), (document, version))
PDFIUM_FUNCTION(int, FPDF_GetSecurityHandlerRevision, (FPDF_DOCUMENT document), (document))
PDFIUM_FUNCTION(unsigned long, FPDF_GetMetaText,
                (FPDF_DOCUMENT document, const char *tag, void *buffer, unsigned long length),
                (document, tag, buffer, length))
PDFIUM_FUNCTION(unsigned long, FPDF_GetPageLabel,
                (FPDF_DOCUMENT document, int index, void *buffer, unsigned long length),
                (document, index, buffer, length))
PDFIUM_FUNCTION(int, FPDFCatalog_IsTagged, (FPDF_DOCUMENT document), (document))
PDFIUM_FUNCTION(int, FPDF_GetSignatureCount, (FPDF_DOCUMENT document), (document))
PDFIUM_FUNCTION(int, FPDFDoc_GetAttachmentCount, (FPDF_DOCUMENT document), (document))
PDFIUM_FUNCTION(FPDF_ATTACHMENT, FPDFDoc_GetAttachment, (FPDF_DOCUMENT document, int index), (document, index))
PDFIUM_FUNCTION(unsigned long, FPDFAttachment_GetName,
                (FPDF_ATTACHMENT attachment, unsigned short *buffer, unsigned long length),
                (attachment, buffer, length))
PDFIUM_FUNCTION(int, FPDFAttachment_GetFile,
                (FPDF_ATTACHMENT attachment, void *buffer, unsigned long length, unsigned long *needed),
                (attachment, buffer, length, needed))

/* Outline, actions and destinations */
PDFIUM_FUNCTION(FPDF_BOOKMARK, FPDFBookmark_GetFirstChild,
                (FPDF_DOCUMENT document, FPDF_BOOKMARK bookmark),
                (document, bookmark))
PDFIUM_FUNCTION(FPDF_BOOKMARK, FPDFBookmark_GetNextSibling,
                (FPDF_DOCUMENT document, FPDF_BOOKMARK bookmark),
                (document, bookmark))
PDFIUM_FUNCTION(unsigned long, FPDFBookmark_GetTitle,
                (FPDF_BOOKMARK bookmark, void *buffer, unsigned long length),
                (bookmark, buffer, length))
PDFIUM_FUNCTION(FPDF_DEST, FPDFBookmark_GetDest, (FPDF_DOCUMENT document, FPDF_BOOKMARK bookmark), (document, bookmark))
PDFIUM_FUNCTION(FPDF_ACTION, FPDFBookmark_GetAction, (FPDF_BOOKMARK bookmark), (bookmark))
PDFIUM_FUNCTION(unsigned long, FPDFAction_GetType, (FPDF_ACTION action), (action))
PDFIUM_FUNCTION(FPDF_DEST, FPDFAction_GetDest, (FPDF_DOCUMENT document, FPDF_ACTION action), (document, action))
PDFIUM_FUNCTION(unsigned long, FPDFAction_GetURIPath,
                (FPDF_DOCUMENT document, FPDF_ACTION action, void *buffer, unsigned long length),
                (document, action, buffer, length))
PDFIUM_FUNCTION(int, FPDFDest_GetDestPageIndex, (FPDF_DOCUMENT document, FPDF_DEST destination), (document, destination))
PDFIUM_FUNCTION(int, FPDFDest_GetLocationInPage,
                (FPDF_DEST destination, int *hasX, int *hasY, int *hasZoom, float *x, float *y, float *zoom),
                (destination, hasX, hasY, hasZoom, x, y, zoom))
PDFIUM_FUNCTION(unsigned long, FPDFDest_GetView,
                (FPDF_DEST destination, unsigned long *count, float *numbers),
                (destination, count, numbers))

/* Pages */
PDFIUM_FUNCTION(FPDF_PAGE, FPDF_LoadPage, (FPDF_DOCUMENT document, int index), (document, index))
PDFIUM_FUNCTION(void, FPDF_ClosePage, (FPDF_PAGE page), (page))
PDFIUM_FUNCTION(int, FPDF_GetPageSizeByIndexF, (FPDF_DOCUMENT document, int index, FS_SIZEF *size), (document, index, size))
PDFIUM_FUNCTION(int, FPDFPage_GetRotation, (FPDF_PAGE page), (page))
PDFIUM_FUNCTION(int, FPDF_GetPageBoundingBox, (FPDF_PAGE page, FS_RECTF *box), (page, box))
PDFIUM_FUNCTION(int, FPDFPage_CountObjects, (FPDF_PAGE page), (page))
PDFIUM_FUNCTION(FPDF_PAGEOBJECT, FPDFPage_GetObject, (FPDF_PAGE page, int index), (page, index))

/* Characters */
PDFIUM_FUNCTION(FPDF_TEXTPAGE, FPDFText_LoadPage, (FPDF_PAGE page), (page))
PDFIUM_FUNCTION(void, FPDFText_ClosePage, (FPDF_TEXTPAGE text), (text))
PDFIUM_FUNCTION(int, FPDFText_CountChars, (FPDF_TEXTPAGE text), (text))
PDFIUM_FUNCTION(unsigned int, FPDFText_GetUnicode, (FPDF_TEXTPAGE text, int index), (text, index))
PDFIUM_FUNCTION(int, FPDFText_IsGenerated, (FPDF_TEXTPAGE text, int index), (text, index))
PDFIUM_FUNCTION(int, FPDFText_IsHyphen, (FPDF_TEXTPAGE text, int index), (text, index))
PDFIUM_FUNCTION(int, FPDFText_HasUnicodeMapError, (FPDF_TEXTPAGE text, int index), (text, index))
PDFIUM_FUNCTION(double, FPDFText_GetFontSize, (FPDF_TEXTPAGE text, int index), (text, index))
PDFIUM_FUNCTION(int, FPDFText_GetMatrix, (FPDF_TEXTPAGE text, int index, FS_MATRIX *matrix), (text, index, matrix))
PDFIUM_FUNCTION(int, FPDFText_GetCharOrigin, (FPDF_TEXTPAGE text, int index, double *x, double *y), (text, index, x, y))
PDFIUM_FUNCTION(int, FPDFText_GetLooseCharBox, (FPDF_TEXTPAGE text, int index, FS_RECTF *box), (text, index, box))
PDFIUM_FUNCTION(FPDF_PAGEOBJECT, FPDFText_GetTextObject, (FPDF_TEXTPAGE text, int index), (text, index))
PDFIUM_FUNCTION(int, FPDFText_GetBoundedText,
                (FPDF_TEXTPAGE text, double left, double top, double right, double bottom, unsigned short *buffer, int length),
                (text, left, top, right, bottom, buffer, length))

/* Page objects of every kind */
PDFIUM_FUNCTION(int, FPDFPageObj_GetType, (FPDF_PAGEOBJECT object), (object))
PDFIUM_FUNCTION(int, FPDFPageObj_GetMatrix, (FPDF_PAGEOBJECT object, FS_MATRIX *matrix), (object, matrix))
PDFIUM_FUNCTION(int, FPDFPageObj_GetBounds,
                (FPDF_PAGEOBJECT object, float *left, float *bottom, float *right, float *top),
                (object, left, bottom, right, top))
PDFIUM_FUNCTION(int, FPDFPageObj_GetMarkedContentID, (FPDF_PAGEOBJECT object), (object))
PDFIUM_FUNCTION(int, FPDFPageObj_CountMarks, (FPDF_PAGEOBJECT object), (object))
PDFIUM_FUNCTION(FPDF_PAGEOBJECTMARK, FPDFPageObj_GetMark, (FPDF_PAGEOBJECT object, unsigned long index), (object, index))
PDFIUM_FUNCTION(int, FPDFPageObjMark_GetName,
                (FPDF_PAGEOBJECTMARK mark, unsigned short *buffer, unsigned long length, unsigned long *needed),
                (mark, buffer, length, needed))
PDFIUM_FUNCTION(int, FPDFPageObj_GetFillColor,
                (FPDF_PAGEOBJECT object, unsigned int *red, unsigned int *green, unsigned int *blue, unsigned int *alpha),
                (object, red, green, blue, alpha))
PDFIUM_FUNCTION(int, FPDFPageObj_GetStrokeColor,
                (FPDF_PAGEOBJECT object, unsigned int *red, unsigned int *green, unsigned int *blue, unsigned int *alpha),
                (object, red, green, blue, alpha))
PDFIUM_FUNCTION(int, FPDFPageObj_GetStrokeWidth, (FPDF_PAGEOBJECT object, float *width), (object, width))
PDFIUM_FUNCTION(FPDF_CLIPPATH, FPDFPageObj_GetClipPath, (FPDF_PAGEOBJECT object), (object))
PDFIUM_FUNCTION(int, FPDFClipPath_CountPaths, (FPDF_CLIPPATH clip), (clip))
PDFIUM_FUNCTION(int, FPDFClipPath_CountPathSegments, (FPDF_CLIPPATH clip, int path), (clip, path))
PDFIUM_FUNCTION(FPDF_PATHSEGMENT, FPDFClipPath_GetPathSegment,
                (FPDF_CLIPPATH clip, int path, int segment),
                (clip, path, segment))

/* Text objects and fonts */
PDFIUM_FUNCTION(int, FPDFTextObj_GetTextRenderMode, (FPDF_PAGEOBJECT object), (object))
PDFIUM_FUNCTION(FPDF_FONT, FPDFTextObj_GetFont, (FPDF_PAGEOBJECT object), (object))
PDFIUM_FUNCTION(size_t, FPDFFont_GetBaseFontName, (FPDF_FONT font, char *buffer, size_t length), (font, buffer, length))
PDFIUM_FUNCTION(int, FPDFFont_GetFlags, (FPDF_FONT font), (font))
PDFIUM_FUNCTION(int, FPDFFont_GetItalicAngle, (FPDF_FONT font, int *angle), (font, angle))

/* Paths, forms and images */
PDFIUM_FUNCTION(int, FPDFPath_CountSegments, (FPDF_PAGEOBJECT object), (object))
PDFIUM_FUNCTION(FPDF_PATHSEGMENT, FPDFPath_GetPathSegment, (FPDF_PAGEOBJECT object, int index), (object, index))
PDFIUM_FUNCTION(int, FPDFPathSegment_GetPoint, (FPDF_PATHSEGMENT segment, float *x, float *y), (segment, x, y))
PDFIUM_FUNCTION(int, FPDFPathSegment_GetType, (FPDF_PATHSEGMENT segment), (segment))
PDFIUM_FUNCTION(int, FPDFPathSegment_GetClose, (FPDF_PATHSEGMENT segment), (segment))
PDFIUM_FUNCTION(int, FPDFPath_GetDrawMode, (FPDF_PAGEOBJECT object, int *fill, int *stroke), (object, fill, stroke))
PDFIUM_FUNCTION(int, FPDFFormObj_CountObjects, (FPDF_PAGEOBJECT object), (object))
PDFIUM_FUNCTION(FPDF_PAGEOBJECT, FPDFFormObj_GetObject, (FPDF_PAGEOBJECT object, unsigned long index), (object, index))
PDFIUM_FUNCTION(int, FPDFImageObj_GetImagePixelSize,
                (FPDF_PAGEOBJECT object, unsigned int *width, unsigned int *height),
                (object, width, height))
PDFIUM_FUNCTION(unsigned long, FPDFImageObj_GetImageDataRaw,
                (FPDF_PAGEOBJECT object, void *buffer, unsigned long length),
                (object, buffer, length))
PDFIUM_FUNCTION(int, FPDFImageObj_GetImageFilterCount, (FPDF_PAGEOBJECT object), (object))
PDFIUM_FUNCTION(unsigned long, FPDFImageObj_GetImageFilter,
                (FPDF_PAGEOBJECT object, int index, void *buffer, unsigned long length),
                (object, index, buffer, length))
PDFIUM_FUNCTION(int, FPDFImageObj_GetImageMetadata,
                (FPDF_PAGEOBJECT object, FPDF_PAGE page, FPDF_IMAGEOBJ_METADATA *metadata),
                (object, page, metadata))
PDFIUM_FUNCTION(FPDF_BITMAP, FPDFImageObj_GetBitmap, (FPDF_PAGEOBJECT object), (object))
PDFIUM_FUNCTION(FPDF_BITMAP, FPDFImageObj_GetRenderedBitmap,
                (FPDF_DOCUMENT document, FPDF_PAGE page, FPDF_PAGEOBJECT object),
                (document, page, object))
PDFIUM_FUNCTION(int, FPDFImageObj_SetMatrix,
                (FPDF_PAGEOBJECT object, double a, double b, double c, double d, double e, double f),
                (object, a, b, c, d, e, f))

/* Pictures */
PDFIUM_FUNCTION(FPDF_BITMAP, FPDFBitmap_CreateEx,
                (int width, int height, int format, void *firstScan, int stride),
                (width, height, format, firstScan, stride))
PDFIUM_FUNCTION(void, FPDFBitmap_Destroy, (FPDF_BITMAP bitmap), (bitmap))
PDFIUM_FUNCTION(void*, FPDFBitmap_GetBuffer, (FPDF_BITMAP bitmap), (bitmap))
PDFIUM_FUNCTION(int, FPDFBitmap_GetWidth, (FPDF_BITMAP bitmap), (bitmap))
PDFIUM_FUNCTION(int, FPDFBitmap_GetHeight, (FPDF_BITMAP bitmap), (bitmap))
PDFIUM_FUNCTION(int, FPDFBitmap_GetStride, (FPDF_BITMAP bitmap), (bitmap))
PDFIUM_FUNCTION(int, FPDFBitmap_GetFormat, (FPDF_BITMAP bitmap), (bitmap))
PDFIUM_FUNCTION(void, FPDF_RenderPageBitmap,
                (FPDF_BITMAP bitmap, FPDF_PAGE page, int left, int top, int width, int height, int rotation, int flags),
                (bitmap, page, left, top, width, height, rotation, flags))

/* Links and annotations */
PDFIUM_FUNCTION(FPDF_DEST, FPDFLink_GetDest, (FPDF_DOCUMENT document, FPDF_LINK link), (document, link))
PDFIUM_FUNCTION(FPDF_ACTION, FPDFLink_GetAction, (FPDF_LINK link), (link))
PDFIUM_FUNCTION(int, FPDFPage_GetAnnotCount, (FPDF_PAGE page), (page))
PDFIUM_FUNCTION(FPDF_ANNOTATION, FPDFPage_GetAnnot, (FPDF_PAGE page, int index), (page, index))
PDFIUM_FUNCTION(void, FPDFPage_CloseAnnot, (FPDF_ANNOTATION annotation), (annotation))
PDFIUM_FUNCTION(int, FPDFAnnot_GetSubtype, (FPDF_ANNOTATION annotation), (annotation))
PDFIUM_FUNCTION(int, FPDFAnnot_GetRect, (FPDF_ANNOTATION annotation, FS_RECTF *box), (annotation, box))
PDFIUM_FUNCTION(int, FPDFAnnot_GetFlags, (FPDF_ANNOTATION annotation), (annotation))
PDFIUM_FUNCTION(unsigned long, FPDFAnnot_GetStringValue,
                (FPDF_ANNOTATION annotation, const char *key, unsigned short *buffer, unsigned long length),
                (annotation, key, buffer, length))
PDFIUM_FUNCTION(FPDF_LINK, FPDFAnnot_GetLink, (FPDF_ANNOTATION annotation), (annotation))
PDFIUM_FUNCTION(size_t, FPDFAnnot_CountAttachmentPoints, (FPDF_ANNOTATION annotation), (annotation))
PDFIUM_FUNCTION(int, FPDFAnnot_GetAttachmentPoints,
                (FPDF_ANNOTATION annotation, size_t index, FS_QUADPOINTSF *quad),
                (annotation, index, quad))

/* Form fields */
PDFIUM_FUNCTION(FPDF_FORMHANDLE, FPDFDOC_InitFormFillEnvironment,
                (FPDF_DOCUMENT document, FPDF_FORMFILLINFO *info),
                (document, info))
PDFIUM_FUNCTION(void, FPDFDOC_ExitFormFillEnvironment, (FPDF_FORMHANDLE form), (form))
PDFIUM_FUNCTION(int, FPDFAnnot_GetFormFieldType, (FPDF_FORMHANDLE form, FPDF_ANNOTATION annotation), (form, annotation))
PDFIUM_FUNCTION(unsigned long, FPDFAnnot_GetFormFieldName,
                (FPDF_FORMHANDLE form, FPDF_ANNOTATION annotation, unsigned short *buffer, unsigned long length),
                (form, annotation, buffer, length))
PDFIUM_FUNCTION(unsigned long, FPDFAnnot_GetFormFieldValue,
                (FPDF_FORMHANDLE form, FPDF_ANNOTATION annotation, unsigned short *buffer, unsigned long length),
                (form, annotation, buffer, length))

/* Structure tree */
PDFIUM_FUNCTION(FPDF_STRUCTTREE, FPDF_StructTree_GetForPage, (FPDF_PAGE page), (page))
PDFIUM_FUNCTION(void, FPDF_StructTree_Close, (FPDF_STRUCTTREE tree), (tree))
PDFIUM_FUNCTION(int, FPDF_StructTree_CountChildren, (FPDF_STRUCTTREE tree), (tree))
PDFIUM_FUNCTION(FPDF_STRUCTELEMENT, FPDF_StructTree_GetChildAtIndex, (FPDF_STRUCTTREE tree, int index), (tree, index))
PDFIUM_FUNCTION(unsigned long, FPDF_StructElement_GetType,
                (FPDF_STRUCTELEMENT element, void *buffer, unsigned long length),
                (element, buffer, length))
PDFIUM_FUNCTION(unsigned long, FPDF_StructElement_GetAltText,
                (FPDF_STRUCTELEMENT element, void *buffer, unsigned long length),
                (element, buffer, length))
PDFIUM_FUNCTION(unsigned long, FPDF_StructElement_GetActualText,
                (FPDF_STRUCTELEMENT element, void *buffer, unsigned long length),
                (element, buffer, length))
PDFIUM_FUNCTION(int, FPDF_StructElement_CountChildren, (FPDF_STRUCTELEMENT element), (element))
PDFIUM_FUNCTION(FPDF_STRUCTELEMENT, FPDF_StructElement_GetChildAtIndex,
                (FPDF_STRUCTELEMENT element, int index),
                (element, index))
PDFIUM_FUNCTION(int, FPDF_StructElement_GetChildMarkedContentID, (FPDF_STRUCTELEMENT element, int index), (element, index))
PDFIUM_FUNCTION(int, FPDF_StructElement_GetAttributeCount, (FPDF_STRUCTELEMENT element), (element))
PDFIUM_FUNCTION(FPDF_STRUCTELEMENT_ATTR, FPDF_StructElement_GetAttributeAtIndex,
                (FPDF_STRUCTELEMENT element, int index),
                (element, index))
PDFIUM_FUNCTION(FPDF_STRUCTELEMENT_ATTR_VALUE, FPDF_StructElement_Attr_GetValue,
                (FPDF_STRUCTELEMENT_ATTR attribute, const char *name),
                (attribute, name))
PDFIUM_FUNCTION(int, FPDF_StructElement_Attr_GetNumberValue,
                (FPDF_STRUCTELEMENT_ATTR_VALUE value, float *number),
                (value, number))

/* Writing: text objects, fonts and copies */
PDFIUM_FUNCTION(FPDF_FONT, FPDFText_LoadCidType2Font,
                (FPDF_DOCUMENT document, const unsigned char *data, unsigned int size, const char *toUnicode,
                 const unsigned char *glyphs, unsigned int glyphsSize),
                (document, data, size, toUnicode, glyphs, glyphsSize))
PDFIUM_FUNCTION(void, FPDFFont_Close, (FPDF_FONT font), (font))
PDFIUM_FUNCTION(FPDF_PAGEOBJECT, FPDFPageObj_CreateTextObj,
                (FPDF_DOCUMENT document, FPDF_FONT font, float size),
                (document, font, size))
PDFIUM_FUNCTION(int, FPDFText_SetCharcodes,
                (FPDF_PAGEOBJECT object, const unsigned int *codes, size_t count),
                (object, codes, count))
PDFIUM_FUNCTION(int, FPDFTextObj_SetTextRenderMode, (FPDF_PAGEOBJECT object, int mode), (object, mode))
PDFIUM_FUNCTION(int, FPDFPageObj_SetMatrix, (FPDF_PAGEOBJECT object, const FS_MATRIX *matrix), (object, matrix))
PDFIUM_FUNCTION(void, FPDFPageObj_Destroy, (FPDF_PAGEOBJECT object), (object))
PDFIUM_FUNCTION(int, FPDFPage_InsertObject, (FPDF_PAGE page, FPDF_PAGEOBJECT object), (page, object))
PDFIUM_FUNCTION(int, FPDFPage_GenerateContent, (FPDF_PAGE page), (page))
PDFIUM_FUNCTION(int, FPDF_SaveAsCopy,
                (FPDF_DOCUMENT document, FPDF_FILEWRITE *target, unsigned long flags),
                (document, target, flags))
