#pragma once
// Included by products.c: its tiles for processors with AVX2, and what is left of a multiple of eight columns for all.
// Twelve sums, two weights and an input fit the 16 registers.

#define EIGHT __attribute__((target("arch=x86-64-v3")))
#define TILE EIGHT static inline __attribute__((always_inline))

// `height` rows of x against 16 columns of W, against 8, or, where `open` says which, against the fewer that are left. W's rows are `pitch`
// apart. Height, width, part and start are constants where this is inlined.
TILE void eight_tile(float *y, const float *x, const float *w, long pitch, const float *bias, long outputs, long inputs,
                     const int height, const int width, const int is_part, __m256i open, const enum start start) {
  __m256 sums[6][2];
  for (int r = 0; r < height; r++)
    for (int j = 0; j < width; j++) {
      const float *from = start == FROM_BIAS ? bias + 8 * j : y + r * outputs + 8 * j;
      sums[r][j] = start == FROM_ZERO ? _mm256_setzero_ps() : is_part ? _mm256_maskload_ps(from, open) : _mm256_loadu_ps(from);
    }
  for (long c = 0; c < inputs; c++) {
    __m256 weight[2];
    for (int j = 0; j < width; j++) {
      const float *from = w + c * pitch + 8 * j;
      weight[j] = is_part ? _mm256_maskload_ps(from, open) : _mm256_loadu_ps(from);
    }
    _Pragma("clang loop unroll(full)") for (int r = 0; r < height; r++) {
      __m256 value = _mm256_broadcast_ss(x + r * inputs + c);
      for (int j = 0; j < width; j++) sums[r][j] = _mm256_fmadd_ps(weight[j], value, sums[r][j]);
    }
  }
  for (int r = 0; r < height; r++)
    for (int j = 0; j < width; j++) {
      float *to = y + r * outputs + 8 * j;
      if (is_part) _mm256_maskstore_ps(to, open, sums[r][j]);
      else _mm256_storeu_ps(to, sums[r][j]);
    }
}

TILE void eight_tiles(float *y, const float *x, const float *w, long pitch, const float *bias, long rows, long outputs,
                      long inputs, const int width, const int is_part, __m256i open, const enum start start) {
  long r = 0;
  // Eight rows, a panel's, are better two times four than six and two.
  for (; r + 6 <= rows && r + 8 != rows; r += 6)
    eight_tile(y + r * outputs, x + r * inputs, w, pitch, bias, outputs, inputs, 6, width, is_part, open, start);
  for (; r + 4 <= rows; r += 4)
    eight_tile(y + r * outputs, x + r * inputs, w, pitch, bias, outputs, inputs, 4, width, is_part, open, start);
  for (; r < rows; r++)
    eight_tile(y + r * outputs, x + r * inputs, w, pitch, bias, outputs, inputs, 1, width, is_part, open, start);
}

EIGHT static void eight_product(float *y, const float *x, const float *w, long pitch, const float *bias, long rows,
                                long columns, long outputs, long inputs, const enum start start) {
  __m256i none = _mm256_setzero_si256();
  long o = 0;
  for (; o + 16 <= columns; o += 16)
    eight_tiles(y + o, x, w + o, pitch, bias + o, rows, outputs, inputs, 2, 0, none, start);
  for (; o + 8 <= columns; o += 8)
    eight_tiles(y + o, x, w + o, pitch, bias + o, rows, outputs, inputs, 1, 0, none, start);
  if (o == columns) return;
  __m256i open = _mm256_cmpgt_epi32(_mm256_set1_epi32((int)(columns - o)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
  eight_tiles(y + o, x, w + o, pitch, bias + o, rows, outputs, inputs, 1, 1, open, start);
}

#undef EIGHT
#undef TILE
