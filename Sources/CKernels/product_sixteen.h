#pragma once
// Included by products.c: its tiles for processors with AVX-512.
// Sixteen lanes: half as many instructions as with eight, so that the multipliers never wait. 24 sums and two weights fit the 32 registers.
typedef float sixteen __attribute__((vector_size(64), aligned(4)));
#define WIDE __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define TILE WIDE static inline __attribute__((always_inline))

// The next sixteen numbers; or the next eight, and zeros.
TILE sixteen sixteen_take(const float *from, const int count) {
  if (count >= 16) return *(const sixteen *)from;
  lanes low = *(const lanes *)from;
  return __builtin_shufflevector(low, (lanes){0}, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

TILE void sixteen_put(float *to, sixteen v, const int count) {
  if (count >= 16)
    *(sixteen *)to = v;
  else
    *(lanes *)to = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7);
}

// `height` rows of x against `columns` of W, whose rows are `pitch` apart. Height, columns and start are constants where this is inlined.
TILE void sixteen_tile(float *y, const float *x, const float *w, long pitch, const float *bias, long outputs, long inputs,
               const int height, const int columns, const enum start start) {
  _Pragma("clang fp contract(fast)")
  const int width = columns > 16 ? 2 : 1;
  sixteen sums[12][2];
  for (int r = 0; r < height; r++)
    for (int j = 0; j < width; j++)
      sums[r][j] = start == FROM_ZERO   ? (sixteen){0}
                   : start == FROM_BIAS ? sixteen_take(bias + 16 * j, columns)
                                        : sixteen_take(y + r * outputs + 16 * j, columns);
  for (long c = 0; c < inputs; c++) {
    sixteen weight[2];
    for (int j = 0; j < width; j++) weight[j] = sixteen_take(w + c * pitch + 16 * j, columns);
    _Pragma("clang loop unroll(full)") for (int r = 0; r < height; r++)
      for (int j = 0; j < width; j++) sums[r][j] += weight[j] * x[r * inputs + c];
  }
  for (int r = 0; r < height; r++)
    for (int j = 0; j < width; j++) sixteen_put(y + r * outputs + 16 * j, sums[r][j], columns);
}

TILE void sixteen_tiles(float *y, const float *x, const float *w, long pitch, const float *bias, long rows, long outputs,
                long inputs, const int columns, const enum start start) {
  long r = 0;
  for (; r + 12 <= rows; r += 12)
    sixteen_tile(y + r * outputs, x + r * inputs, w, pitch, bias, outputs, inputs, 12, columns, start);
  for (; r + 4 <= rows; r += 4)
    sixteen_tile(y + r * outputs, x + r * inputs, w, pitch, bias, outputs, inputs, 4, columns, start);
  for (; r < rows; r++) sixteen_tile(y + r * outputs, x + r * inputs, w, pitch, bias, outputs, inputs, 1, columns, start);
}

// All columns but what is left of a multiple of eight. - Returns: how many these are
WIDE static long sixteen_product(float *y, const float *x, const float *w, long pitch, const float *bias, long rows,
                                 long columns, long outputs, long inputs, const enum start start) {
  long o = 0;
  for (; o + 32 <= columns; o += 32) sixteen_tiles(y + o, x, w + o, pitch, bias + o, rows, outputs, inputs, 32, start);
  for (; o + 16 <= columns; o += 16) sixteen_tiles(y + o, x, w + o, pitch, bias + o, rows, outputs, inputs, 16, start);
  for (; o + 8 <= columns; o += 8) sixteen_tiles(y + o, x, w + o, pitch, bias + o, rows, outputs, inputs, 8, start);
  return o;
}

#undef WIDE
#undef TILE
