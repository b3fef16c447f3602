// x·W for W that lies the right way round. A BLAS repacks W for every product, and a small product is then mostly packing.
#include "CKernels.h"
#include "lanes.h"

#if defined(__x86_64__) && defined(__linux__) && defined(__OPTIMIZE__)

// Sixteen lanes: half as many instructions as with eight, so that the multipliers never wait. 24 sums and two weights fit the 32 registers.
typedef float sixteen __attribute__((vector_size(64), aligned(4)));
#define WIDE __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define TILE WIDE static inline __attribute__((always_inline))

// How a product's sums start.
enum start { FROM_ZERO, FROM_BIAS, FROM_Y };

// The next sixteen numbers; or the next eight, and zeros.
TILE sixteen take(const float *from, const int count) {
  if (count >= 16) return *(const sixteen *)from;
  lanes low = *(const lanes *)from;
  return __builtin_shufflevector(low, (lanes){0}, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

TILE void put(float *to, sixteen v, const int count) {
  if (count >= 16)
    *(sixteen *)to = v;
  else
    *(lanes *)to = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7);
}

// `height` rows of x against `columns` of W, whose rows are `pitch` apart. Height, columns and start are constants where this is inlined.
TILE void tile(float *y, const float *x, const float *w, long pitch, const float *bias, long outputs, long inputs,
               const int height, const int columns, const enum start start) {
  _Pragma("clang fp contract(fast)")
  const int width = columns > 16 ? 2 : 1;
  sixteen sums[12][2];
  for (int r = 0; r < height; r++)
    for (int j = 0; j < width; j++)
      sums[r][j] = start == FROM_ZERO   ? (sixteen){0}
                   : start == FROM_BIAS ? take(bias + 16 * j, columns)
                                        : take(y + r * outputs + 16 * j, columns);
  for (long c = 0; c < inputs; c++) {
    sixteen weight[2];
    for (int j = 0; j < width; j++) weight[j] = take(w + c * pitch + 16 * j, columns);
    _Pragma("clang loop unroll(full)") for (int r = 0; r < height; r++)
      for (int j = 0; j < width; j++) sums[r][j] += weight[j] * x[r * inputs + c];
  }
  for (int r = 0; r < height; r++)
    for (int j = 0; j < width; j++) put(y + r * outputs + 16 * j, sums[r][j], columns);
}

TILE void tiles(float *y, const float *x, const float *w, long pitch, const float *bias, long rows, long outputs,
                long inputs, const int columns, const enum start start) {
  long r = 0;
  for (; r + 12 <= rows; r += 12)
    tile(y + r * outputs, x + r * inputs, w, pitch, bias, outputs, inputs, 12, columns, start);
  for (; r + 4 <= rows; r += 4)
    tile(y + r * outputs, x + r * inputs, w, pitch, bias, outputs, inputs, 4, columns, start);
  for (; r < rows; r++) tile(y + r * outputs, x + r * inputs, w, pitch, bias, outputs, inputs, 1, columns, start);
}

// `columns`, a multiple of eight, of the outputs.
TILE void product(float *y, const float *x, const float *w, long pitch, const float *bias, long rows, long columns,
                  long outputs, long inputs, const enum start start) {
  long o = 0;
  for (; o + 32 <= columns; o += 32) tiles(y + o, x, w + o, pitch, bias + o, rows, outputs, inputs, 32, start);
  for (; o + 16 <= columns; o += 16) tiles(y + o, x, w + o, pitch, bias + o, rows, outputs, inputs, 16, start);
  for (; o + 8 <= columns; o += 8) tiles(y + o, x, w + o, pitch, bias + o, rows, outputs, inputs, 8, start);
}

WIDE void dnag_multiply_rows(float *y, const float *x, const float *w, long rows, long outputs, long inputs) {
  product(y, x, w, outputs, w, rows, outputs, outputs, inputs, FROM_ZERO);
}

WIDE void dnag_multiply_rows_add(float *y, const float *x, const float *w, long rows, long outputs, long inputs) {
  product(y, x, w, outputs, w, rows, outputs, outputs, inputs, FROM_Y);
}

WIDE void dnag_multiply_strips(float *y, const float *x, const float *strips, const float *bias, long rows, long outputs,
                               long inputs) {
  enum { BLOCK = 96 };  // as many rows of x as the second cache holds while the strips pass by
  for (long first = 0; first < rows; first += BLOCK) {
    long count = rows - first < BLOCK ? rows - first : BLOCK;
    for (long o = 0; o < outputs; o += DNAG_STRIP) {
      long columns = outputs - o < DNAG_STRIP ? outputs - o : DNAG_STRIP;
      product(y + first * outputs + o, x + first * inputs, strips + o * inputs, columns, bias + o, count, columns, outputs,
              inputs, FROM_BIAS);
    }
  }
}

#else

void dnag_multiply_rows(float *y, const float *x, const float *w, long rows, long outputs, long inputs) {
  for (long i = 0; i < rows * outputs; i++) y[i] = 0;
  dnag_multiply_rows_add(y, x, w, rows, outputs, inputs);
}

void dnag_multiply_rows_add(float *y, const float *x, const float *w, long rows, long outputs, long inputs) {
  for (long r = 0; r < rows; r++)
    for (long c = 0; c < inputs; c++)
      for (long o = 0; o < outputs; o++) y[r * outputs + o] += x[r * inputs + c] * w[c * outputs + o];
}

void dnag_multiply_strips(float *y, const float *x, const float *strips, const float *bias, long rows, long outputs,
                          long inputs) {
  for (long r = 0; r < rows; r++)
    for (long first = 0; first < outputs; first += DNAG_STRIP) {
      long columns = outputs - first < DNAG_STRIP ? outputs - first : DNAG_STRIP;
      const float *strip = strips + first * inputs;
      for (long o = 0; o < columns; o++) {
        float sum = bias[first + o];
        for (long c = 0; c < inputs; c++) sum += x[r * inputs + c] * strip[c * columns + o];
        y[r * outputs + first + o] = sum;
      }
    }
}

#endif
