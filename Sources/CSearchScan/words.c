#include "CSearchScan.h"

/* The next number of the list; 0 when it is cut short or longer than any that is written. */
static inline int next_number(const uint8_t **at, const uint8_t *end, uint64_t *value) {
    uint64_t result = 0;
    for (unsigned shift = 0; shift < 63 && *at < end; shift += 7) {
        uint8_t byte = *(*at)++;
        result |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            *value = result;
            return 1;
        }
    }
    return 0;
}

size_t mivaa_scan_postings(
    const uint8_t *bytes, size_t size, uint64_t before, const mivaa_scan_view *view, mivaa_scan_hit *hits, size_t room) {
    const uint8_t *at = bytes, *end = bytes + size;
    uint64_t number = before, head, times;
    size_t hit_count = 0;
    while (at < end && next_number(&at, end, &head)) {
        number += head >> 3;
        times = head & 1;
        if (!times && !next_number(&at, end, &times)) break;
        if (number < view->first) continue;
        uint64_t index = number - view->first;
        /* Numbers only grow. The second bound is for a damaged list, whose numbers may come again. */
        if (index >= view->count || hit_count >= room) break;
        if (!(view->scope[index / 64] >> (index % 64) & 1)) continue;
        float count = (float)times + (head & 2 ? view->heading_weight : 0) + (head & 4 ? view->title_weight : 0);
        float norm = view->length_base + view->length_slope * view->lengths[index];
        hits[hit_count++] = (mivaa_scan_hit){(uint32_t)index, count / (count + norm)};
    }
    return hit_count;
}

void mivaa_scan_add(const mivaa_scan_hit *hits, size_t hit_count, float factor, float *scores) {
    for (size_t i = 0; i < hit_count; i++) scores[hits[i].index] += factor * hits[i].weight;
}

/* Whether a comes behind b. */
static inline int is_worse(mivaa_scan_hit a, mivaa_scan_hit b) {
    return a.weight < b.weight || (a.weight == b.weight && a.index > b.index);
}

/* Lets the hit at the top of a heap, whose worst is to be at the top, sink to its place. */
static void sink(mivaa_scan_hit *heap, size_t count) {
    size_t parent = 0;
    for (;;) {
        size_t child = 2 * parent + 1;
        if (child >= count) return;
        if (child + 1 < count && is_worse(heap[child + 1], heap[child])) child++;
        if (!is_worse(heap[child], heap[parent])) return;
        mivaa_scan_hit moved = heap[parent];
        heap[parent] = heap[child];
        heap[child] = moved;
        parent = child;
    }
}

static void rise(mivaa_scan_hit *heap, size_t child) {
    while (child > 0) {
        size_t parent = (child - 1) / 2;
        if (!is_worse(heap[child], heap[parent])) return;
        mivaa_scan_hit moved = heap[parent];
        heap[parent] = heap[child];
        heap[child] = moved;
        child = parent;
    }
}

size_t mivaa_scan_best(
    const float *scores, const uint64_t *allowed, size_t count, float above, mivaa_scan_hit *best, size_t limit) {
    size_t found = 0;
    if (limit == 0) return 0;
    for (size_t index = 0; index < count; index++) {
        float score = scores[index];
        if (!(score > above) || !(allowed[index / 64] >> (index % 64) & 1)) continue;
        mivaa_scan_hit hit = {(uint32_t)index, score};
        if (found < limit) {
            best[found] = hit;
            rise(best, found++);
        } else if (is_worse(best[0], hit)) {
            best[0] = hit;
            sink(best, found);
        }
    }
    /* The worst goes to the end, again and again. */
    for (size_t left = found; left > 1; left--) {
        mivaa_scan_hit worst = best[0];
        best[0] = best[left - 1];
        best[left - 1] = worst;
        sink(best, left - 1);
    }
    return found;
}
