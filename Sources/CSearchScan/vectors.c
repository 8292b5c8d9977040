#include "CSearchScan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

mivaa_scan_level mivaa_scan_best_level(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vpopcntdq")) {
        return MIVAA_SCAN_AVX512;
    }
    if (__builtin_cpu_supports("avx2")) return MIVAA_SCAN_AVX2;
#endif
    return MIVAA_SCAN_SCALAR;
}

/* Differing bits */

static void hamming_scalar(const uint64_t *groups, size_t group_count, size_t words, const uint64_t *query, uint16_t *distances) {
    for (size_t group = 0; group < group_count; group++) {
        uint16_t sums[MIVAA_SCAN_GROUP] = {0};
        for (size_t word = 0; word < words; word++) {
            for (size_t member = 0; member < MIVAA_SCAN_GROUP; member++) {
                sums[member] += (uint16_t)__builtin_popcountll(groups[word * MIVAA_SCAN_GROUP + member] ^ query[word]);
            }
        }
        for (size_t member = 0; member < MIVAA_SCAN_GROUP; member++) distances[member] = sums[member];
        groups += words * MIVAA_SCAN_GROUP;
        distances += MIVAA_SCAN_GROUP;
    }
}

static int32_t dot_scalar(const int8_t *a, const int8_t *b, size_t size) {
    int32_t sum = 0;
    for (size_t i = 0; i < size; i++) sum += (int32_t)a[i] * b[i];
    return sum;
}

#if defined(__x86_64__)

/* Bits of each byte by two lookups of half a byte, summed to each 64-bit word. */
__attribute__((target("avx2"))) static inline __m256i popcount_avx2(__m256i value) {
    const __m256i counts = _mm256_setr_epi8(
        0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i low = _mm256_set1_epi8(0x0f);
    __m256i a = _mm256_shuffle_epi8(counts, _mm256_and_si256(value, low));
    __m256i b = _mm256_shuffle_epi8(counts, _mm256_and_si256(_mm256_srli_epi16(value, 4), low));
    return _mm256_sad_epu8(_mm256_add_epi8(a, b), _mm256_setzero_si256());
}

__attribute__((target("avx2"))) static void hamming_avx2(
    const uint64_t *groups, size_t group_count, size_t words, const uint64_t *query, uint16_t *distances) {
    for (size_t group = 0; group < group_count; group++) {
        __m256i low = _mm256_setzero_si256(), high = _mm256_setzero_si256();
        for (size_t word = 0; word < words; word++) {
            __m256i wanted = _mm256_set1_epi64x((long long)query[word]);
            const __m256i *codes = (const __m256i *)(groups + word * MIVAA_SCAN_GROUP);
            low = _mm256_add_epi64(low, popcount_avx2(_mm256_xor_si256(_mm256_loadu_si256(codes), wanted)));
            high = _mm256_add_epi64(high, popcount_avx2(_mm256_xor_si256(_mm256_loadu_si256(codes + 1), wanted)));
        }
        uint64_t sums[MIVAA_SCAN_GROUP];
        _mm256_storeu_si256((__m256i *)sums, low);
        _mm256_storeu_si256((__m256i *)(sums + 4), high);
        for (size_t member = 0; member < MIVAA_SCAN_GROUP; member++) distances[member] = (uint16_t)sums[member];
        groups += words * MIVAA_SCAN_GROUP;
        distances += MIVAA_SCAN_GROUP;
    }
}

__attribute__((target("avx512f,avx512bw,avx512vpopcntdq"))) static void hamming_avx512(
    const uint64_t *groups, size_t group_count, size_t words, const uint64_t *query, uint16_t *distances) {
    for (size_t group = 0; group < group_count; group++) {
        __m512i sums = _mm512_setzero_si512();
        for (size_t word = 0; word < words; word++) {
            __m512i codes = _mm512_loadu_si512(groups + word * MIVAA_SCAN_GROUP);
            sums = _mm512_add_epi64(sums, _mm512_popcnt_epi64(_mm512_xor_si512(codes, _mm512_set1_epi64((long long)query[word]))));
        }
        _mm_storeu_si128((__m128i *)distances, _mm512_cvtepi64_epi16(sums));
        groups += words * MIVAA_SCAN_GROUP;
        distances += MIVAA_SCAN_GROUP;
    }
}

/* Products of bytes fit 16 bits, two of them in a sum 32. */
__attribute__((target("avx2"))) static int32_t dot_avx2(const int8_t *a, const int8_t *b, size_t size) {
    __m256i sums = _mm256_setzero_si256();
    for (size_t i = 0; i < size; i += 16) {
        __m256i left = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(a + i)));
        __m256i right = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(b + i)));
        sums = _mm256_add_epi32(sums, _mm256_madd_epi16(left, right));
    }
    int32_t parts[8], sum = 0;
    _mm256_storeu_si256((__m256i *)parts, sums);
    for (size_t i = 0; i < 8; i++) sum += parts[i];
    return sum;
}

__attribute__((target("avx512f,avx512bw"))) static int32_t dot_avx512(const int8_t *a, const int8_t *b, size_t size) {
    __m512i sums = _mm512_setzero_si512();
    for (size_t i = 0; i < size; i += 32) {
        __m512i left = _mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *)(a + i)));
        __m512i right = _mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *)(b + i)));
        sums = _mm512_add_epi32(sums, _mm512_madd_epi16(left, right));
    }
    return _mm512_reduce_add_epi32(sums);
}

#endif

void mivaa_scan_hamming(
    mivaa_scan_level level, const uint64_t *groups, size_t group_count, size_t words, const uint64_t *query, uint16_t *distances) {
#if defined(__x86_64__)
    if (level == MIVAA_SCAN_AVX512) return hamming_avx512(groups, group_count, words, query, distances);
    if (level == MIVAA_SCAN_AVX2) return hamming_avx2(groups, group_count, words, query, distances);
#endif
    hamming_scalar(groups, group_count, words, query, distances);
}

int32_t mivaa_scan_dot(mivaa_scan_level level, const int8_t *a, const int8_t *b, size_t size) {
#if defined(__x86_64__)
    if (level == MIVAA_SCAN_AVX512) return dot_avx512(a, b, size);
    if (level == MIVAA_SCAN_AVX2) return dot_avx2(a, b, size);
#endif
    return dot_scalar(a, b, size);
}

static inline int is_allowed(uint32_t chunk, const uint64_t *allowed) {
    return chunk != UINT32_MAX && (allowed[chunk / 64] >> (chunk % 64) & 1);
}

void mivaa_scan_histogram(const uint16_t *distances, const uint32_t *chunks, size_t count, const uint64_t *allowed, uint32_t *histogram) {
    for (size_t slot = 0; slot < count; slot++) {
        if (is_allowed(chunks[slot], allowed)) histogram[distances[slot]]++;
    }
}

size_t mivaa_scan_collect(
    const uint16_t *distances, const uint32_t *chunks, size_t count, const uint64_t *allowed, uint16_t farthest, uint32_t *slots, size_t room) {
    size_t found = 0;
    for (size_t slot = 0; slot < count && found < room; slot++) {
        if (distances[slot] <= farthest && is_allowed(chunks[slot], allowed)) slots[found++] = (uint32_t)slot;
    }
    return found;
}
