// x·Wᵀ for few rows. A BLAS repacks W for every product, which costs as much as the product itself when x has eight rows;
// here each weight is read where it lies, and a row's bits do not depend on how many rows there are.
#include "CKernels.h"
#include "lanes.h"

#if defined(__x86_64__) && defined(__linux__) && defined(__OPTIMIZE__)

typedef float half __attribute__((vector_size(16)));
// Eight lanes even where there are sixteen: 24 sums, three weights and an input fit the 32 registers of AVX-512VL.
#define WIDE __attribute__((target("arch=x86-64-v4")))
#define TILE WIDE static inline __attribute__((always_inline))

int dnag_has_row_kernel(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("fma");
}

TILE float total(lanes v) {
  half h = __builtin_shufflevector(v, v, 0, 1, 2, 3) + __builtin_shufflevector(v, v, 4, 5, 6, 7);
  return (h[0] + h[2]) + (h[1] + h[3]);
}

// The totals of eight vectors at once, each to the bit as `total` has it: of 0, 2, 4, 6, then of 1, 3, 5, 7.
TILE lanes totals(const lanes *v) {
  lanes halves[4], pairs[2];
  for (int i = 0; i < 4; i++)
    halves[i] = __builtin_shufflevector(v[2 * i], v[2 * i + 1], 0, 1, 2, 3, 8, 9, 10, 11) +
                __builtin_shufflevector(v[2 * i], v[2 * i + 1], 4, 5, 6, 7, 12, 13, 14, 15);
  for (int i = 0; i < 2; i++)
    pairs[i] = __builtin_shufflevector(halves[2 * i], halves[2 * i + 1], 0, 1, 8, 9, 4, 5, 12, 13) +
               __builtin_shufflevector(halves[2 * i], halves[2 * i + 1], 2, 3, 10, 11, 6, 7, 14, 15);
  return __builtin_shufflevector(pairs[0], pairs[1], 0, 2, 8, 10, 4, 6, 12, 14) +
         __builtin_shufflevector(pairs[0], pairs[1], 1, 3, 9, 11, 5, 7, 13, 15);
}

// `height` rows of x against `width` rows of W; both are constants where this is inlined. Meanwhile the memory from `next` on is
// fetched, `pace` numbers for every eight inputs.
TILE void tile(float *y, const float *x, const float *w, const float *bias, long outputs, long inputs, const int height,
               const int width, const float *next, long pace) {
  _Pragma("clang fp contract(fast)")
  lanes sums[3][8];
  for (int j = 0; j < width; j++)
    for (int r = 0; r < height; r++) sums[j][r] = (lanes){0};
  for (long c = 0; c < inputs; c += 8) {
    __builtin_prefetch(next);
    next += pace;
    lanes weight[3];
    for (int j = 0; j < width; j++) weight[j] = *(const lanes *)(w + j * inputs + c);
    _Pragma("clang loop unroll(full)") for (int r = 0; r < height; r++) {
      lanes value = *(const lanes *)(x + r * inputs + c);
      for (int j = 0; j < width; j++) sums[j][r] += weight[j] * value;
    }
  }
  if (height == 8)
    for (int j = 0; j < width; j++) {
      lanes found = totals(sums[j]) + bias[j];
      for (int r = 0; r < 4; r++) {
        y[2 * r * outputs + j] = found[r];
        y[(2 * r + 1) * outputs + j] = found[r + 4];
      }
    }
  else
    for (int r = 0; r < height; r++)
      for (int j = 0; j < width; j++) y[r * outputs + j] = total(sums[j][r]) + bias[j];
}

TILE void column(float *y, const float *x, const float *w, const float *bias, long rows, long outputs, long inputs,
                 const int width) {
  // The rows of W that come after these are far away until they are asked for; each block of rows of x asks for a share.
  long blocks = (rows + 7) / 8, pace = 8 * width / blocks;
  const float *next = w + width * inputs;
  long r = 0;
  for (; r + 8 <= rows; r += 8, next += inputs / 8 * pace)
    tile(y + r * outputs, x + r * inputs, w, bias, outputs, inputs, 8, width, next, pace);
  for (; r < rows; r++) tile(y + r * outputs, x + r * inputs, w, bias, outputs, inputs, 1, width, next, 0);
}

WIDE void dnag_linear_rows(float *y, const float *x, const float *w, const float *bias, long rows, long outputs,
                           long inputs) {
  // As many rows of x as the second cache holds.
  for (long first = 0; first < rows; first += 64) {
    long count = rows - first < 64 ? rows - first : 64, o = 0;
    const float *in = x + first * inputs;
    float *out = y + first * outputs;
    // Three rows of W stay in the first cache while these rows of x pass by.
    for (; o + 3 <= outputs; o += 3) column(out + o, in, w + o * inputs, bias + o, count, outputs, inputs, 3);
    for (; o < outputs; o++) column(out + o, in, w + o * inputs, bias + o, count, outputs, inputs, 1);
  }
}

#else

int dnag_has_row_kernel(void) { return 0; }

void dnag_linear_rows(float *y, const float *x, const float *w, const float *bias, long rows, long outputs, long inputs) {
  for (long r = 0; r < rows; r++)
    for (long o = 0; o < outputs; o++) {
      float sum = 0;
      for (long c = 0; c < inputs; c++) sum += x[r * inputs + c] * w[o * inputs + c];
      y[r * outputs + o] = sum + bias[o];
    }
}

#endif
