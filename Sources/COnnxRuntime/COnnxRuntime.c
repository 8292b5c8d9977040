#define _GNU_SOURCE
#include "COnnxRuntime.h"
#include "OrtSlots.h"

#include <dlfcn.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Since 1.29 the published library reports its use to Microsoft and keeps an identifier of the machine in the user's cache, unless this
 * stands in the environment before its first call. Set while no other thread can read the environment; programs that are started inherit it.
 */
__attribute__((constructor)) static void report_nothing(void) {
    setenv("ORT_DISABLE_TELEMETRY", "1", 1);
}

struct mivaa_ort {
    const void *const *table;
    const char *version;
    OrtEnv *environment;
    OrtMemoryInfo *memory;
    OrtAllocator *allocator;
};

struct mivaa_ort_session {
    const mivaa_ort *ort;
    OrtSession *session;
    char *input_names[MIVAA_ORT_MAX_TENSORS];
    char *output_names[MIVAA_ORT_MAX_TENSORS];
};

struct mivaa_ort_run {
    const mivaa_ort *ort;
    OrtRunOptions *options;
};

/* Failures come back as messages; the library's own log would write them to standard error a second time. */
enum { log_fatal_only = 4, optimise_everything = 99, arena_allocator = 1, default_memory = 0 };

/* ---- Failing ---- */

static char *message_of(const mivaa_ort *ort, OrtStatus *status) {
    if (status == NULL) return NULL;
    char *message = strdup(ORT_CALL(ort->table, SlotGetErrorMessage, const char *, const OrtStatus *)(status));
    ORT_CALL(ort->table, SlotReleaseStatus, void, OrtStatus *)(status);
    return message;
}

#define TRY(ort, status)                              \
    do {                                              \
        char *message_ = message_of((ort), (status)); \
        if (message_ != NULL) return message_;        \
    } while (0)

/* Hands over a text that ONNX Runtime allocated as one that free() releases. */
static char *take_text(const mivaa_ort *ort, char *text, char **out) {
    *out = text != NULL ? strdup(text) : NULL;
    if (text != NULL) TRY(ort, ORT_CALL(ort->table, SlotAllocatorFree, OrtStatus *, OrtAllocator *, void *)(ort->allocator, text));
    return NULL;
}

/* ---- Library ---- */

/* One arena for all sessions, grown by what is asked for: doubling would keep up to twice the memory that a large page needed. */
static char *register_arena(mivaa_ort *ort, size_t limit_bytes) {
    const char *names[] = {"max_mem", "arena_extend_strategy"};
    const size_t values[] = {limit_bytes, 1};
    OrtArenaConfig *config = NULL;
    TRY(ort, ORT_CALL(ort->table, SlotCreateArenaConfig, OrtStatus *, const char *const *, const size_t *, size_t, OrtArenaConfig **)(
                 names, values, 2, &config));
    OrtStatus *status = ORT_CALL(
        ort->table, SlotRegisterAllocator, OrtStatus *, OrtEnv *, const OrtMemoryInfo *, const OrtArenaConfig *)(
        ort->environment, ort->memory, config);
    ORT_CALL(ort->table, SlotReleaseArenaConfig, void, OrtArenaConfig *)(config);
    return message_of(ort, status);
}

static char *prepare(mivaa_ort *ort, size_t arena_limit_bytes) {
    TRY(ort, ORT_CALL(ort->table, SlotCreateEnv, OrtStatus *, int, const char *, OrtEnv **)(log_fatal_only, "mivaa", &ort->environment));
    TRY(ort, ORT_CALL(ort->table, SlotCreateCpuMemoryInfo, OrtStatus *, int, int, OrtMemoryInfo **)(
                 arena_allocator, default_memory, &ort->memory));
    TRY(ort, ORT_CALL(ort->table, SlotDefaultAllocator, OrtStatus *, OrtAllocator **)(&ort->allocator));
    return register_arena(ort, arena_limit_bytes);
}

/*
 * Blocks of pictures and of large results go back to the system when they are freed. By itself the C library learns from the first that is
 * freed to keep those up to 32 MB, and with a heap for each thread a long scan took 200 MB more than a page of it.
 */
static void return_large_blocks(void) {
    enum { large_bytes = 1 << 20, heaps = 2 };
    mallopt(M_MMAP_THRESHOLD, large_bytes);
    mallopt(M_ARENA_MAX, heaps);
}

char *mivaa_ort_open(const char *path, size_t arena_limit_bytes, mivaa_ort **out) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return strdup(dlerror());
    const OrtApiBase *(*get_base)(void) = (const OrtApiBase *(*)(void))dlsym(library, "OrtGetApiBase");
    if (get_base == NULL) return strdup("it is not ONNX Runtime: OrtGetApiBase is missing");
    const OrtApiBase *base = get_base();
    const char *version = base->GetVersionString();
    /* Major version 1 is what promises that the table only grows. */
    if (strncmp(version, "1.", 2) != 0) return strdup("its version is not 1.x");
    const void *const *table = base->GetApi(ORT_INTERFACE_VERSION);
    if (table == NULL) return strdup("it is older than version 1.13");
    mivaa_ort *ort = calloc(1, sizeof *ort);
    if (ort == NULL) return strdup("out of memory");
    return_large_blocks();
    ort->table = table;
    ort->version = version;
    char *message = prepare(ort, arena_limit_bytes);
    if (message != NULL) {
        free(ort);
        return message;
    }
    *out = ort;
    return NULL;
}

const char *mivaa_ort_version(const mivaa_ort *ort) { return ort->version; }

char *mivaa_ort_providers(const mivaa_ort *ort, char **out) {
    char **names = NULL;
    int count = 0;
    TRY(ort, ORT_CALL(ort->table, SlotAvailableProviders, OrtStatus *, char ***, int *)(&names, &count));
    size_t size = 1;
    for (int i = 0; i < count; i++) size += strlen(names[i]) + 1;
    char *joined = calloc(1, size);
    for (int i = 0; joined != NULL && i < count; i++) {
        if (i > 0) strcat(joined, ",");
        strcat(joined, names[i]);
    }
    *out = joined;
    return message_of(ort, ORT_CALL(ort->table, SlotReleaseProviders, OrtStatus *, char **, int)(names, count));
}

/* ---- Session ---- */

static char *set_config(const mivaa_ort *ort, OrtSessionOptions *options, const char *key, const char *value) {
    return message_of(
        ort, ORT_CALL(ort->table, SlotAddSessionConfigEntry, OrtStatus *, OrtSessionOptions *, const char *, const char *)(
                 options, key, value));
}

static char *append_cuda(const mivaa_ort *ort, OrtSessionOptions *options, int device) {
    OrtCudaOptions *cuda = NULL;
    TRY(ort, ORT_CALL(ort->table, SlotCreateCudaOptions, OrtStatus *, OrtCudaOptions **)(&cuda));
    char number[16];
    snprintf(number, sizeof number, "%d", device);
    const char *keys[] = {"device_id"}, *values[] = {number};
    char *message = message_of(
        ort, ORT_CALL(ort->table, SlotUpdateCudaOptions, OrtStatus *, OrtCudaOptions *, const char *const *, const char *const *, size_t)(
                 cuda, keys, values, 1));
    if (message == NULL) {
        message = message_of(
            ort, ORT_CALL(ort->table, SlotAppendCuda, OrtStatus *, OrtSessionOptions *, const OrtCudaOptions *)(options, cuda));
    }
    ORT_CALL(ort->table, SlotReleaseCudaOptions, void, OrtCudaOptions *)(cuda);
    return message;
}

/* One thread, which waits asleep: threads that spin cost a third more processor time, and pages are spread over sessions anyway. */
static char *configure(const mivaa_ort *ort, OrtSessionOptions *options, int cuda_device) {
    TRY(ort, ORT_CALL(ort->table, SlotSetIntraOpThreads, OrtStatus *, OrtSessionOptions *, int)(options, 1));
    TRY(ort, ORT_CALL(ort->table, SlotSetInterOpThreads, OrtStatus *, OrtSessionOptions *, int)(options, 1));
    TRY(ort, ORT_CALL(ort->table, SlotSetGraphOptimizationLevel, OrtStatus *, OrtSessionOptions *, int)(options, optimise_everything));
    /* A pattern is remembered for each shape that was seen, as one block of its own: pages and lines have hundreds of shapes. */
    TRY(ort, ORT_CALL(ort->table, SlotDisableMemoryPattern, OrtStatus *, OrtSessionOptions *)(options));
    static const char *const entries[][2] = {
        {"session.intra_op.allow_spinning", "0"},
        {"session.use_env_allocators", "1"},
        {"session.set_denormal_as_zero", "1"},
        {"session.use_device_allocator_for_initializers", "1"}, /* weights do not count against the arena */
    };
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        char *message = set_config(ort, options, entries[i][0], entries[i][1]);
        if (message != NULL) return message;
    }
    return cuda_device >= 0 ? append_cuda(ort, options, cuda_device) : NULL;
}

static char *load_model(const mivaa_ort *ort, const void *model, size_t size_bytes, OrtSessionOptions *options, OrtSession **out) {
    if (size_bytes > 0) {
        return message_of(
            ort, ORT_CALL(
                     ort->table, SlotCreateSessionFromArray, OrtStatus *, OrtEnv *, const void *, size_t, const OrtSessionOptions *,
                     OrtSession **)(ort->environment, model, size_bytes, options, out));
    }
    return message_of(
        ort, ORT_CALL(ort->table, SlotCreateSession, OrtStatus *, OrtEnv *, const char *, const OrtSessionOptions *, OrtSession **)(
                 ort->environment, model, options, out));
}

static char *read_names(mivaa_ort_session *session, int count_slot, int name_slot, char **names) {
    const mivaa_ort *ort = session->ort;
    size_t count = 0;
    TRY(ort, ORT_CALL(ort->table, count_slot, OrtStatus *, const OrtSession *, size_t *)(session->session, &count));
    if (count > MIVAA_ORT_MAX_TENSORS) return strdup("the model has too many inputs or outputs");
    for (size_t i = 0; i < count; i++) {
        char *name = NULL;
        TRY(ort, ORT_CALL(ort->table, name_slot, OrtStatus *, const OrtSession *, size_t, OrtAllocator *, char **)(
                     session->session, i, ort->allocator, &name));
        char *message = take_text(ort, name, &names[i]);
        if (message != NULL) return message;
    }
    return NULL;
}

static char *open_session(mivaa_ort_session *session, const void *model, size_t size_bytes, int cuda_device) {
    const mivaa_ort *ort = session->ort;
    OrtSessionOptions *options = NULL;
    TRY(ort, ORT_CALL(ort->table, SlotCreateSessionOptions, OrtStatus *, OrtSessionOptions **)(&options));
    char *message = configure(ort, options, cuda_device);
    if (message == NULL) message = load_model(ort, model, size_bytes, options, &session->session);
    ORT_CALL(ort->table, SlotReleaseSessionOptions, void, OrtSessionOptions *)(options);
    if (message == NULL) message = read_names(session, SlotInputCount, SlotInputName, session->input_names);
    if (message == NULL) message = read_names(session, SlotOutputCount, SlotOutputName, session->output_names);
    return message;
}

char *mivaa_ort_session_open(mivaa_ort *ort, const void *model, size_t size_bytes, int cuda_device, mivaa_ort_session **out) {
    mivaa_ort_session *session = calloc(1, sizeof *session);
    if (session == NULL) return strdup("out of memory");
    session->ort = ort;
    char *message = open_session(session, model, size_bytes, cuda_device);
    if (message != NULL) {
        mivaa_ort_session_close(session);
        return message;
    }
    *out = session;
    return NULL;
}

void mivaa_ort_session_close(mivaa_ort_session *session) {
    if (session->session != NULL) ORT_CALL(session->ort->table, SlotReleaseSession, void, OrtSession *)(session->session);
    for (size_t i = 0; i < MIVAA_ORT_MAX_TENSORS; i++) {
        free(session->input_names[i]);
        free(session->output_names[i]);
    }
    free(session);
}

const char *mivaa_ort_input_name(const mivaa_ort_session *session, size_t index) {
    return index < MIVAA_ORT_MAX_TENSORS ? session->input_names[index] : NULL;
}

const char *mivaa_ort_output_name(const mivaa_ort_session *session, size_t index) {
    return index < MIVAA_ORT_MAX_TENSORS ? session->output_names[index] : NULL;
}

char *mivaa_ort_metadata(const mivaa_ort_session *session, const char *key, char **out) {
    const mivaa_ort *ort = session->ort;
    OrtMetadata *metadata = NULL;
    TRY(ort, ORT_CALL(ort->table, SlotSessionMetadata, OrtStatus *, const OrtSession *, OrtMetadata **)(session->session, &metadata));
    char *value = NULL;
    char *message = message_of(
        ort, ORT_CALL(ort->table, SlotMetadataLookup, OrtStatus *, const OrtMetadata *, OrtAllocator *, const char *, char **)(
                 metadata, ort->allocator, key, &value));
    ORT_CALL(ort->table, SlotReleaseMetadata, void, OrtMetadata *)(metadata);
    return message != NULL ? message : take_text(ort, value, out);
}

/* ---- Inference ---- */

char *mivaa_ort_run_create(mivaa_ort *ort, mivaa_ort_run **out) {
    OrtRunOptions *options = NULL;
    TRY(ort, ORT_CALL(ort->table, SlotCreateRunOptions, OrtStatus *, OrtRunOptions **)(&options));
    mivaa_ort_run *run = calloc(1, sizeof *run);
    if (run == NULL) {
        ORT_CALL(ort->table, SlotReleaseRunOptions, void, OrtRunOptions *)(options);
        return strdup("out of memory");
    }
    run->ort = ort;
    run->options = options;
    *out = run;
    return NULL;
}

void mivaa_ort_run_terminate(mivaa_ort_run *run) {
    free(message_of(run->ort, ORT_CALL(run->ort->table, SlotRunOptionsSetTerminate, OrtStatus *, OrtRunOptions *)(run->options)));
}

void mivaa_ort_run_release(mivaa_ort_run *run) {
    ORT_CALL(run->ort->table, SlotReleaseRunOptions, void, OrtRunOptions *)(run->options);
    free(run);
}

static void release_values(const mivaa_ort *ort, OrtValue **values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (values[i] != NULL) ORT_CALL(ort->table, SlotReleaseValue, void, OrtValue *)(values[i]);
    }
}

static char *wrap_input(const mivaa_ort *ort, const mivaa_ort_input *input, OrtValue **out) {
    return message_of(
        ort, ORT_CALL(
                 ort->table, SlotCreateTensorWithData, OrtStatus *, const OrtMemoryInfo *, void *, size_t, const int64_t *, size_t, int,
                 OrtValue **)(ort->memory, (void *)input->data, input->size_bytes, input->shape, input->rank, input->type, out));
}

static char *describe(const mivaa_ort *ort, OrtShape *shape, mivaa_ort_output *output) {
    TRY(ort, ORT_CALL(ort->table, SlotElementType, OrtStatus *, const OrtShape *, int *)(shape, &output->type));
    TRY(ort, ORT_CALL(ort->table, SlotDimensionsCount, OrtStatus *, const OrtShape *, size_t *)(shape, &output->rank));
    if (output->rank > MIVAA_ORT_MAX_RANK) return strdup("an output has too many dimensions");
    TRY(ort, ORT_CALL(ort->table, SlotDimensions, OrtStatus *, const OrtShape *, int64_t *, size_t)(shape, output->shape, output->rank));
    return message_of(ort, ORT_CALL(ort->table, SlotElementCount, OrtStatus *, const OrtShape *, size_t *)(shape, &output->count));
}

static char *unwrap_output(const mivaa_ort *ort, OrtValue *value, mivaa_ort_output *output) {
    OrtShape *shape = NULL;
    TRY(ort, ORT_CALL(ort->table, SlotTypeAndShape, OrtStatus *, const OrtValue *, OrtShape **)(value, &shape));
    char *message = describe(ort, shape, output);
    ORT_CALL(ort->table, SlotReleaseShape, void, OrtShape *)(shape);
    if (message != NULL) return message;
    void *data = NULL;
    TRY(ort, ORT_CALL(ort->table, SlotTensorData, OrtStatus *, OrtValue *, void **)(value, &data));
    output->data = data;
    return NULL;
}

static char *run_session(
    mivaa_ort_session *session, mivaa_ort_run *run, const mivaa_ort_input *inputs, OrtValue *const *values, size_t input_count,
    const char *const *output_names, size_t output_count, OrtValue **results) {
    const char *names[MIVAA_ORT_MAX_TENSORS];
    for (size_t i = 0; i < input_count; i++) names[i] = inputs[i].name;
    const mivaa_ort *ort = session->ort;
    return message_of(
        ort, ORT_CALL(
                 ort->table, SlotRun, OrtStatus *, OrtSession *, const OrtRunOptions *, const char *const *, const OrtValue *const *,
                 size_t, const char *const *, size_t, OrtValue **)(
                 session->session, run->options, names, (const OrtValue *const *)values, input_count, output_names, output_count,
                 results));
}

char *mivaa_ort_infer(
    mivaa_ort_session *session, mivaa_ort_run *run, const mivaa_ort_input *inputs, size_t input_count,
    const char *const *output_names, size_t output_count, mivaa_ort_output *outputs) {
    if (input_count > MIVAA_ORT_MAX_TENSORS || output_count > MIVAA_ORT_MAX_TENSORS) return strdup("too many inputs or outputs");
    const mivaa_ort *ort = session->ort;
    OrtValue *values[MIVAA_ORT_MAX_TENSORS] = {NULL}, *results[MIVAA_ORT_MAX_TENSORS] = {NULL};
    char *message = NULL;
    for (size_t i = 0; i < input_count && message == NULL; i++) message = wrap_input(ort, &inputs[i], &values[i]);
    if (message == NULL) message = run_session(session, run, inputs, values, input_count, output_names, output_count, results);
    release_values(ort, values, input_count);
    for (size_t i = 0; i < output_count && message == NULL; i++) message = unwrap_output(ort, results[i], &outputs[i]);
    for (size_t i = 0; i < output_count; i++) outputs[i].value = results[i];
    if (message != NULL) {
        release_values(ort, results, output_count);
        for (size_t i = 0; i < output_count; i++) outputs[i].value = NULL;
    }
    return message;
}

void mivaa_ort_output_release(const mivaa_ort_session *session, mivaa_ort_output *output) {
    OrtValue *value = output->value;
    release_values(session->ort, &value, 1);
    output->value = NULL;
}
