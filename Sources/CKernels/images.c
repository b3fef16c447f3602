// What trains on images and needs no vectors of its own, and the choice between kernels that do.
#include "CKernels.h"
#include "exponential.h"

extern const dnag_image_kernels four_kernels;

#if defined(__x86_64__) && defined(__linux__) && defined(__OPTIMIZE__)
extern const dnag_image_kernels eight_kernels, sixteen_kernels;

const dnag_image_kernels *dnag_images(int lanes) {
  int most = lanes ? lanes : 16;
  if (most >= 16 && dnag_has_row_kernel()) return &sixteen_kernels;
  if (most >= 8 && dnag_has_packed_kernels()) return &eight_kernels;
  return &four_kernels;
}
#else
const dnag_image_kernels *dnag_images(int lanes) {
  (void)lanes;
  return &four_kernels;
}
#endif

void dnag_transpose_weights(const dnag_convolution *c, float *transposed, const float *w) {
  long taps = c->taps, inputs = c->inputs, outputs = c->outputs;
  for (long o = 0; o < outputs; o++)
    for (long ky = 0; ky < taps; ky++)
      for (long i = 0; i < inputs; i++)
        for (long kx = 0; kx < taps; kx++) {
          long from = (((o / 4 * taps + ky) * inputs + i) * taps + kx) * 4 + o % 4;
          long to = (((i / 4 * taps + taps - 1 - ky) * outputs + o) * taps + taps - 1 - kx) * 4 + i % 4;
          transposed[to] = w[from];
        }
}

typedef float quarter __attribute__((vector_size(16), aligned(4)));

void dnag_add_lanes(float *restrict sums, const float *restrict lanes, long count) {
  for (long k = 0; k < count; k += 4) {
    quarter part[4];
    for (int i = 0; i < 4; i++) {
      const quarter *q = (const quarter *)(lanes + (k + i) * DNAG_GROUP);
      part[i] = (q[0] + q[2]) + (q[1] + q[3]);
    }
    quarter a = __builtin_shufflevector(part[0], part[1], 0, 4, 2, 6), b = __builtin_shufflevector(part[0], part[1], 1, 5, 3, 7);
    quarter c = __builtin_shufflevector(part[2], part[3], 0, 4, 2, 6), d = __builtin_shufflevector(part[2], part[3], 1, 5, 3, 7);
    quarter left = a + b, right = c + d;
    *(quarter *)(sums + k) = __builtin_shufflevector(left, right, 0, 1, 4, 5) + __builtin_shufflevector(left, right, 2, 3, 6, 7);
  }
}

CLONED void dnag_add_groups(double *restrict totals, const float *restrict lanes, long groups, long count) {
  for (long k = 0; k < count; k++) {
    double sums[4] = {0};
    for (long g = 0; g < groups; g++) {
      const float *from = lanes + (g * count + k) * DNAG_GROUP;
      for (int i = 0; i < DNAG_GROUP; i += 4)
        for (int j = 0; j < 4; j++) sums[j] += (double)from[i + j];
    }
    totals[k] = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  }
}

void dnag_gather_images(float *restrict map, const float *restrict pixels, const long *places, const int *dx, const int *dy,
                        const int *mirrored, long count, long channels, long side) {
  // Row by row, so that what sixteen images write side by side stays in the first cache.
  for (long c = 0; c < channels; c++)
    for (long row = 0; row < side; row++) {
      float *to = map + (c * side + row) * side * DNAG_GROUP;
      for (long i = 0; i < side * DNAG_GROUP; i++) to[i] = 0;
      for (long lane = 0; lane < count; lane++) {
        long y = row - dy[lane], shift = dx[lane];
        if (y < 0 || y >= side) continue;
        const float *from = pixels + places[lane] + (c * side + y) * side;
        long first = shift > 0 ? shift : 0, end = shift < 0 ? side + shift : side;
        if (mirrored[lane])
          for (long i = first; i < end; i++) to[i * DNAG_GROUP + lane] = from[side - 1 - (i - shift)];
        else
          for (long i = first; i < end; i++) to[i * DNAG_GROUP + lane] = from[i - shift];
      }
    }
}

CLONED void dnag_nesterov(float *restrict weights, float *restrict velocity, const float *restrict gradient, long count, float rate,
                          float momentum, float decay) {
  for (long i = 0; i < count; i++) {
    float slope = gradient[i] + decay * weights[i];
    velocity[i] = momentum * velocity[i] + slope;
    weights[i] -= rate * (slope + momentum * velocity[i]);
  }
}
