/* Places in ONNX Runtime's function table, version 13 of the interface and later, and the types that go through it.
 *
 * The numbers were established by calling each function of the published libraries; mivaa's self-test does so again at every
 * load, before any input from outside is seen. */
#ifndef MIVAA_ORT_SLOTS_H
#define MIVAA_ORT_SLOTS_H

#include <stddef.h>
#include <stdint.h>

#define ORT_INTERFACE_VERSION 13

typedef struct OrtStatus OrtStatus;
typedef struct OrtEnv OrtEnv;
typedef struct OrtSession OrtSession;
typedef struct OrtSessionOptions OrtSessionOptions;
typedef struct OrtRunOptions OrtRunOptions;
typedef struct OrtMemoryInfo OrtMemoryInfo;
typedef struct OrtAllocator OrtAllocator;
typedef struct OrtArenaConfig OrtArenaConfig;
typedef struct OrtShape OrtShape;
typedef struct OrtMetadata OrtMetadata;
typedef struct OrtCudaOptions OrtCudaOptions;
typedef struct OrtValue OrtValue;

typedef struct {
    const void *const *(*GetApi)(uint32_t version);
    const char *(*GetVersionString)(void);
} OrtApiBase;

enum OrtSlot {
    SlotGetErrorMessage = 2,
    SlotCreateEnv = 3,
    SlotCreateSession = 7,
    SlotCreateSessionFromArray = 8,
    SlotRun = 9,
    SlotCreateSessionOptions = 10,
    SlotDisableMemoryPattern = 17,
    SlotSetGraphOptimizationLevel = 23,
    SlotSetIntraOpThreads = 24,
    SlotSetInterOpThreads = 25,
    SlotInputCount = 30,
    SlotOutputCount = 31,
    SlotInputName = 36,
    SlotOutputName = 37,
    SlotCreateRunOptions = 39,
    SlotRunOptionsSetTerminate = 46,
    SlotCreateTensorWithData = 49,
    SlotTensorData = 51,
    SlotElementType = 60,
    SlotDimensionsCount = 61,
    SlotDimensions = 62,
    SlotElementCount = 64,
    SlotTypeAndShape = 65,
    SlotCreateCpuMemoryInfo = 69,
    SlotAllocatorFree = 76,
    SlotDefaultAllocator = 78,
    SlotReleaseStatus = 93,
    SlotReleaseSession = 95,
    SlotReleaseValue = 96,
    SlotReleaseRunOptions = 97,
    SlotReleaseShape = 99,
    SlotReleaseSessionOptions = 100,
    SlotSessionMetadata = 111,
    SlotMetadataLookup = 116,
    SlotReleaseMetadata = 118,
    SlotAvailableProviders = 125,
    SlotReleaseProviders = 126,
    SlotAddSessionConfigEntry = 130,
    SlotRegisterAllocator = 144,
    SlotReleaseArenaConfig = 157,
    SlotCreateArenaConfig = 164,
    SlotAppendCuda = 204,
    SlotCreateCudaOptions = 205,
    SlotUpdateCudaOptions = 206,
    SlotReleaseCudaOptions = 208,
};

/* A function of the table as a typed pointer. */
#define ORT_CALL(table, slot, result, ...) ((result(*)(__VA_ARGS__))(table)[slot])

#endif
