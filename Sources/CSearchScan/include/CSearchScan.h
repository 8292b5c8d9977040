/* The loops of search that run over every chunk of an installation: codes of vectors, and lists of the chunks that have a word.
 *
 * No function allocates or keeps anything. What comes from a stored list is held against its length and against the number of chunks
 * before it is used: a damaged list gives fewer hits, never a wild access. */
#ifndef MIVAA_CSEARCHSCAN_H
#define MIVAA_CSEARCHSCAN_H

#include <stddef.h>
#include <stdint.h>

/* Instructions to compute with. Results are the same at every level. */
typedef enum {
    MIVAA_SCAN_SCALAR = 0,
    MIVAA_SCAN_AVX2 = 1,
    MIVAA_SCAN_AVX512 = 2,
} mivaa_scan_level;

/* The best that this processor has. */
mivaa_scan_level mivaa_scan_best_level(void);

/* Codes of one bit a dimension stand in groups of eight: word 0 of all eight, then word 1 of all eight, and so on. */
#define MIVAA_SCAN_GROUP 8

/* Numbers of differing bits between a code and those of the groups, eight for each group. */
void mivaa_scan_hamming(
    mivaa_scan_level level, const uint64_t *groups, size_t group_count, size_t words, const uint64_t *query, uint16_t *distances);

/* For each distance, how many of the slots have it whose chunk's bit is set. Slot i belongs to the chunk chunks[i]; UINT32_MAX belongs to
 * none. `histogram` has room for every distance that occurs and is added to. */
void mivaa_scan_histogram(const uint16_t *distances, const uint32_t *chunks, size_t count, const uint64_t *allowed, uint32_t *histogram);

/* Slots of the same kind with at most that distance, ascending; returns how many, at most `room`. */
size_t mivaa_scan_collect(
    const uint16_t *distances, const uint32_t *chunks, size_t count, const uint64_t *allowed, uint16_t farthest, uint32_t *slots, size_t room);

/* Scalar product of two rows of bytes. `size` is a multiple of 64: rows are filled up with zeros. */
int32_t mivaa_scan_dot(mivaa_scan_level level, const int8_t *a, const int8_t *b, size_t size);

/* A chunk by its number minus the first number of the view, and what it has of a word, or of the query. */
typedef struct {
    uint32_t index;
    float weight;
} mivaa_scan_hit;

/* What the weight of a word in a chunk depends on. `first` is the number of the chunk at index 0. Bit i % 64 of scope[i / 64] says whether
 * chunk i is looked at; lengths are in words. */
typedef struct {
    uint64_t first;
    size_t count;
    const uint64_t *scope;
    const uint16_t *lengths;
    /* BM25: k1 * (1 - b) and k1 * b / the average length. */
    float length_base;
    float length_slope;
    /* How many times as in the text a word counts that stands in the headings above it, or in the title. */
    float heading_weight;
    float title_weight;
} mivaa_scan_view;

/* Reads a list of postings: variable-length numbers (seven bits a byte, the lowest first, the highest bit on all but the last byte), each
 * the distance to the chunk before times 8, plus 4 when the word is in the title, 2 in the headings, 1 when it is in the text once; without
 * the 1 a second number says how many times. The first distance counts from `before`. Writes hits in the scope with f / (f + norm) as
 * weight, f being the weighted count, and returns how many, at most `room`. */
size_t mivaa_scan_postings(
    const uint8_t *bytes, size_t size, uint64_t before, const mivaa_scan_view *view, mivaa_scan_hit *hits, size_t room);

/* Adds factor * weight of each hit to the score of its chunk. */
void mivaa_scan_add(const mivaa_scan_hit *hits, size_t hit_count, float factor, float *scores);

/* The best of `count` scores that are above a limit and whose bit is set, best first, of equal ones the lower index first; returns how
 * many. `best` has room for `limit`. */
size_t mivaa_scan_best(
    const float *scores, const uint64_t *allowed, size_t count, float above, mivaa_scan_hit *best, size_t limit);

#endif
