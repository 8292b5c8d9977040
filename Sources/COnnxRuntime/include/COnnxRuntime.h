/* ONNX Runtime as MIVAA uses it, bound at run time.
 *
 * libonnxruntime is not linked and none of its headers is needed: it hands out one table of function pointers that only ever
 * grows at its end, so a function is known by its place in the table (see OrtSlots.h).
 *
 * Functions that can fail return NULL when all is well, else a message which the caller releases with free(). */
#ifndef MIVAA_CONNXRUNTIME_H
#define MIVAA_CONNXRUNTIME_H

#include <stddef.h>
#include <stdint.h>

/* The loaded library and its process-wide environment. All functions may be called from any thread. */
typedef struct mivaa_ort mivaa_ort;
/* A loaded model. */
typedef struct mivaa_ort_session mivaa_ort_session;
/* The handle by which a running inference can be ended from another thread. */
typedef struct mivaa_ort_run mivaa_ort_run;

#define MIVAA_ORT_MAX_RANK 8
#define MIVAA_ORT_MAX_TENSORS 16

/* Element types, numbered as in the ONNX format. */
#define MIVAA_ORT_FLOAT 1
#define MIVAA_ORT_UINT8 2
#define MIVAA_ORT_INT32 6
#define MIVAA_ORT_INT64 7

typedef struct {
    const char *name;
    int type;
    const void *data;
    size_t size_bytes;
    const int64_t *shape;
    size_t rank;
} mivaa_ort_input;

/* `data` belongs to the output and is gone after mivaa_ort_output_release. */
typedef struct {
    int type;
    const void *data;
    size_t count;
    int64_t shape[MIVAA_ORT_MAX_RANK];
    size_t rank;
    void *value;
} mivaa_ort_output;

/* Opens the library at `path`. Working memory of all sessions together stays under `arena_limit_bytes`.
 * The library stays loaded to the end of the process: it has threads and static state of its own. */
char *mivaa_ort_open(const char *path, size_t arena_limit_bytes, mivaa_ort **out);
/* "1.32.0"; lives as long as the library. */
const char *mivaa_ort_version(const mivaa_ort *ort);
/* Names of the execution providers of this build, separated by commas; released with free(). */
char *mivaa_ort_providers(const mivaa_ort *ort, char **out);

/* Loads a model for one thread; `cuda_device` is -1 for the CPU. `model` is a file's path, or its bytes when `size_bytes` > 0. */
char *mivaa_ort_session_open(
    mivaa_ort *ort, const void *model, size_t size_bytes, int cuda_device, mivaa_ort_session **out);
void mivaa_ort_session_close(mivaa_ort_session *session);
/* Name of an input or output, NULL beyond the last; lives as long as the session. */
const char *mivaa_ort_input_name(const mivaa_ort_session *session, size_t index);
const char *mivaa_ort_output_name(const mivaa_ort_session *session, size_t index);
/* A text stored with the model, released with free(); NULL when it has no such key. */
char *mivaa_ort_metadata(const mivaa_ort_session *session, const char *key, char **out);

char *mivaa_ort_run_create(mivaa_ort *ort, mivaa_ort_run **out);
/* Makes the inference that uses `run` end soon with an error; may be called from any thread. */
void mivaa_ort_run_terminate(mivaa_ort_run *run);
void mivaa_ort_run_release(mivaa_ort_run *run);

/* Computes `output_count` outputs, which the caller releases one by one, also when it ignores some. */
char *mivaa_ort_infer(
    mivaa_ort_session *session, mivaa_ort_run *run, const mivaa_ort_input *inputs, size_t input_count,
    const char *const *output_names, size_t output_count, mivaa_ort_output *outputs);
void mivaa_ort_output_release(const mivaa_ort_session *session, mivaa_ort_output *output);

#endif
