// x·W for W that lies the right way round. A BLAS repacks W for every product, and a small product is then mostly packing.
//
// Each number of y is where it starts and then one fused multiply-add an input, in the inputs' order. How many lanes a vector has, how many
// rows are taken at once and how many columns are left do not enter: the bits are the same on every processor that has these kernels.
#include "CKernels.h"
#include "lanes.h"

// How a product's sums start.
enum start { FROM_ZERO, FROM_BIAS, FROM_Y };

#if defined(__x86_64__) && defined(__linux__) && defined(__OPTIMIZE__)
#include <immintrin.h>

int dnag_has_packed_kernels(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

#include "product_eight.h"
#include "product_sixteen.h"

static inline void product(float *y, const float *x, const float *w, long pitch, const float *bias, long rows, long columns,
                           long outputs, long inputs, const enum start start) {
  long done = dnag_has_row_kernel()
                  ? sixteen_product(y, x, w, pitch, bias, rows, columns, outputs, inputs, start)
                  : 0;
  eight_product(y + done, x, w + done, pitch, bias + done, rows, columns - done, outputs, inputs, start);
}

#else

int dnag_has_packed_kernels(void) { return 0; }

static void product(float *y, const float *x, const float *w, long pitch, const float *bias, long rows, long columns,
                    long outputs, long inputs, const enum start start) {
  for (long r = 0; r < rows; r++)
    for (long o = 0; o < columns; o++) {
      float sum = start == FROM_ZERO ? 0 : start == FROM_BIAS ? bias[o] : y[r * outputs + o];
      for (long c = 0; c < inputs; c++) sum += x[r * inputs + c] * w[c * pitch + o];
      y[r * outputs + o] = sum;
    }
}

#endif

void dnag_multiply_rows(float *y, const float *x, const float *w, long rows, long outputs, long inputs) {
  product(y, x, w, outputs, w, rows, outputs, outputs, inputs, FROM_ZERO);
}

void dnag_multiply_rows_add(float *y, const float *x, const float *w, long rows, long outputs, long inputs) {
  product(y, x, w, outputs, w, rows, outputs, outputs, inputs, FROM_Y);
}

void dnag_multiply_strips(float *y, const float *x, const float *strips, const float *bias, long rows, long outputs,
                          long inputs) {
  enum { BLOCK = 96 };  // as many rows of x as the second cache holds while the strips pass by
  for (long first = 0; first < rows; first += BLOCK) {
    long count = rows - first < BLOCK ? rows - first : BLOCK;
    for (long o = 0; o < outputs; o += DNAG_STRIP) {
      long columns = outputs - o < DNAG_STRIP ? outputs - o : DNAG_STRIP;
      float *out = y + first * outputs + o;
      const float *in = x + first * inputs, *strip = strips + o * inputs;
      if (bias)
        product(out, in, strip, columns, bias + o, count, columns, outputs, inputs, FROM_BIAS);
      else
        product(out, in, strip, columns, strip, count, columns, outputs, inputs, FROM_ZERO);
    }
  }
}
