// The graph convolution of the published predictors: what a node gathers along its edges and against them.
#include "CKernels.h"
#include "exponential.h"

INLINED void gather(float *restrict sums, const float *restrict weights, const float *restrict x, long nodes, long columns) {
  for (long c = 0; c < columns; c++) sums[c] = 0.0f;
  for (long j = 0; j < nodes; j++) {
    float weight = weights[j];
    if (weight == 0.0f) continue;
    for (long c = 0; c < columns; c++) sums[c] += weight * x[j * columns + c];
  }
}

CLONED void dnag_gather_both_ways(float *restrict y, float *restrict along_sums, float *restrict against_sums,
                                  const float *restrict along, const float *restrict f, const float *restrict against,
                                  const float *restrict g, long samples, long nodes, long columns) {
  for (long row = 0; row < samples * nodes; row++) {
    long first = row / nodes * nodes * columns;
    float *a = along_sums + row * columns, *b = against_sums + row * columns, *out = y + row * columns;
    gather(a, along + row * nodes, f + first, nodes, columns);
    gather(b, against + row * nodes, g + first, nodes, columns);
    for (long c = 0; c < columns; c++) out[c] = 0.5f * ((a[c] > 0.0f ? a[c] : 0.0f) + (b[c] > 0.0f ? b[c] : 0.0f));
  }
}

// So many columns at a time, whose slopes stay in the first cache.
enum { SHARE = 256 };

CLONED void dnag_gather_backward(float *restrict dalong, float *restrict df, const float *restrict dy,
                                 const float *restrict sums, const float *restrict along, const float *restrict f,
                                 long samples, long nodes, long columns) {
  REASSOCIATE
  float slope[SHARE];
  for (long row = 0; row < samples * nodes; row++)
    for (long start = 0; start < columns; start += SHARE) {
      long count = columns - start < SHARE ? columns - start : SHARE;
      const float *above = dy + row * columns + start, *sum = sums + row * columns + start;
      for (long c = 0; c < count; c++) slope[c] = sum[c] > 0.0f ? 0.5f * above[c] : 0.0f;
      for (long j = 0; j < nodes; j++) {
        long place = (row / nodes * nodes + j) * columns + start;
        float weight = along[row * nodes + j];
        if (df && weight != 0.0f)
          for (long c = 0; c < count; c++) df[place + c] += weight * slope[c];
        if (dalong) {
          float product = 0.0f;
          for (long c = 0; c < count; c++) product += slope[c] * f[place + c];
          dalong[row * nodes + j] += product;
        }
      }
    }
}
