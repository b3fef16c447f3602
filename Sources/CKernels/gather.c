// The graph convolution of the published predictors: what a node gathers along its edges and against them.
#include "CKernels.h"
#include "exponential.h"
#include "lanes.h"

// Columns are taken so many vectors at a time, whose sums stay in registers while a node's edges pass by.
enum { LANES = 8, BLOCK = 6 };

// What of the values is let through by a relu of these sums.
INLINED void keep(lanes *kept, const lanes *sums, const lanes *values) {
  typedef int bits __attribute__((vector_size(32)));
  *kept = (lanes)((bits)*values & (*sums > 0.0f));
}

// `width` vectors of one row of A*x; constant where this is inlined.
INLINED void gather(lanes *found, const float *weights, const float *x, long nodes, long columns, const int width) {
  for (int v = 0; v < width; v++) found[v] = (lanes){0};
  for (long j = 0; j < nodes; j++) {
    float weight = weights[j];
    if (weight == 0.0f) continue;
    _Pragma("clang loop unroll(full)") for (int v = 0; v < width; v++)
      found[v] += weight * *(const lanes *)(x + j * columns + LANES * v);
  }
}

INLINED void gather_both(float *y, float *along_sums, float *against_sums, const float *along, const float *f,
                         const float *against, const float *g, long nodes, long columns, const int width) {
  lanes a[BLOCK], b[BLOCK];
  gather(a, along, f, nodes, columns, width);
  gather(b, against, g, nodes, columns, width);
  _Pragma("clang loop unroll(full)") for (int v = 0; v < width; v++) {
    *(lanes *)(along_sums + LANES * v) = a[v];
    *(lanes *)(against_sums + LANES * v) = b[v];
    keep(a + v, a + v, a + v);
    keep(b + v, b + v, b + v);
    *(lanes *)(y + LANES * v) = 0.5f * (a[v] + b[v]);
  }
}

INLINED float gather_one(const float *weights, const float *x, long nodes, long columns) {
  float sum = 0.0f;
  for (long j = 0; j < nodes; j++)
    if (weights[j] != 0.0f) sum += weights[j] * x[j * columns];
  return sum;
}

CLONED void dnag_gather_both_ways(float *restrict y, float *restrict along_sums, float *restrict against_sums,
                                  const float *restrict along, const float *restrict f, const float *restrict against,
                                  const float *restrict g, long samples, long nodes, long columns) {
  for (long row = 0; row < samples * nodes; row++) {
    long first = row / nodes * nodes * columns, c = 0;
    float *a = along_sums + row * columns, *b = against_sums + row * columns, *out = y + row * columns;
    const float *to = along + row * nodes, *from = against + row * nodes, *fs = f + first, *gs = g + first;
    for (; c + LANES * BLOCK <= columns; c += LANES * BLOCK)
      gather_both(out + c, a + c, b + c, to, fs + c, from, gs + c, nodes, columns, BLOCK);
    for (; c + LANES <= columns; c += LANES)
      gather_both(out + c, a + c, b + c, to, fs + c, from, gs + c, nodes, columns, 1);
    for (; c < columns; c++) {
      a[c] = gather_one(to, fs + c, nodes, columns);
      b[c] = gather_one(from, gs + c, nodes, columns);
      out[c] = 0.5f * ((a[c] > 0.0f ? a[c] : 0.0f) + (b[c] > 0.0f ? b[c] : 0.0f));
    }
  }
}

// `width` vectors of one row of A^T*d, for one sample.
INLINED void carry_back(float *df, const float *dy, const float *sums, const float *weights, long nodes, long columns,
                        const int width) {
  lanes found[BLOCK];
  for (int v = 0; v < width; v++) found[v] = *(const lanes *)(df + LANES * v);
  for (long i = 0; i < nodes; i++) {
    float weight = 0.5f * weights[i * nodes];
    if (weight == 0.0f) continue;
    _Pragma("clang loop unroll(full)") for (int v = 0; v < width; v++) {
      long place = i * columns + LANES * v;
      lanes above;
      keep(&above, (const lanes *)(sums + place), (const lanes *)(dy + place));
      found[v] += weight * above;
    }
  }
  for (int v = 0; v < width; v++) *(lanes *)(df + LANES * v) = found[v];
}

CLONED void dnag_gather_backward(float *restrict df, const float *restrict dy, const float *restrict sums,
                                 const float *restrict along, long samples, long nodes, long columns) {
  for (long row = 0; row < samples * nodes; row++) {
    long first = row / nodes * nodes, c = 0;
    float *to = df + row * columns;
    const float *above = dy + first * columns, *sum = sums + first * columns;
    const float *weights = along + first * nodes + (row - first);
    for (; c + LANES * BLOCK <= columns; c += LANES * BLOCK)
      carry_back(to + c, above + c, sum + c, weights, nodes, columns, BLOCK);
    for (; c + LANES <= columns; c += LANES) carry_back(to + c, above + c, sum + c, weights, nodes, columns, 1);
    for (; c < columns; c++)
      for (long i = 0; i < nodes; i++)
        if (weights[i * nodes] != 0.0f && sum[i * columns + c] > 0.0f)
          to[c] += 0.5f * weights[i * nodes] * above[i * columns + c];
  }
}

CLONED void dnag_gather_weights_backward(float *restrict dalong, const float *restrict dy, const float *restrict sums,
                                         const float *restrict f, long samples, long nodes, long columns) {
  REASSOCIATE
  for (long row = 0; row < samples * nodes; row++) {
    const float *above = dy + row * columns, *sum = sums + row * columns;
    for (long j = 0; j < nodes; j++) {
      const float *from = f + (row / nodes * nodes + j) * columns;
      float product = 0.0f;
      for (long c = 0; c < columns; c++) product += (sum[c] > 0.0f ? 0.5f * above[c] : 0.0f) * from[c];
      dalong[row * nodes + j] += product;
    }
  }
}
