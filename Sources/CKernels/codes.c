// Sums over all words of six base-5 digits, split into a low and a high half of three digits (125 values each).
// A word's group is the set of its digits that are not 0: three bits from each half, so a row of words with the same high
// half falls into eight groups that its low half alone decides.
#include "CKernels.h"
#include "exponential.h"
#include <math.h>
#include <string.h>

enum { HALF = 125, COUNT = HALF * HALF, SETS = 8 };

INLINED int set_of(int half) { return (half % 5 != 0) | (half / 5 % 5 != 0) << 1 | (half / 25 != 0) << 2; }

INLINED void outer_sums(double *sums, const double *table) {
  for (int c = 0; c < 5; c++)
    for (int b = 0; b < 5; b++)
      for (int a = 0; a < 5; a++) sums[a + 5 * b + 25 * c] = table[a] + table[5 + b] + table[10 + c];
}

CLONED double dnag_code_logits(double *restrict logits, const double *restrict table, const double *restrict group,
                               const double *restrict prior) {
  REASSOCIATE
  double low[HALF], high[HALF], grouped[SETS][HALF];
  outer_sums(low, table);
  outer_sums(high, table + 15);
  for (int s = 0; s < SETS; s++)
    for (int l = 0; l < HALF; l++) grouped[s][l] = low[l] + group[s * SETS + set_of(l)];
  double top = -INFINITY;
  for (int h = 0; h < HALF; h++) {
    double *row = logits + h * HALF;
    const double *sums = grouped[set_of(h)];
    double base = high[h];
    for (int l = 0; l < HALF; l++) row[l] = base + sums[l];
    if (prior)
      for (int l = 0; l < HALF; l++) row[l] += prior[h * HALF + l];
    double best = row[0];
    for (int l = 1; l < HALF; l++) best = row[l] > best ? row[l] : best;
    top = best > top ? best : top;
  }
  return top;
}

CLONED double dnag_code_weights(float *restrict weights, const double *restrict logits, double top) {
  REASSOCIATE
  double sum = 0;
  for (int i = 0; i < COUNT; i++) {
    float z = (float)(logits[i] - top);
    // Below e^-80 a weight is nothing, and must be nothing exactly: fast_exp clamps.
    float e = fast_exp(z);
    e = z < -80.0f ? 0.0f : e;
    weights[i] = e;
    sum += (double)e;
  }
  return sum;
}

CLONED void dnag_code_marginals(double *restrict marginals, double *restrict group_sums, const float *restrict weights) {
  REASSOCIATE
  double sums[SETS][HALF], high[HALF];
  memset(sums, 0, sizeof sums);
  for (int h = 0; h < HALF; h++) {
    const float *row = weights + h * HALF;
    double *to = sums[set_of(h)];
    double sum = 0;
    for (int l = 0; l < HALF; l++) {
      to[l] += (double)row[l];
      sum += (double)row[l];
    }
    high[h] = sum;
  }
  memset(marginals, 0, sizeof(double) * 30);
  memset(group_sums, 0, sizeof(double) * SETS * SETS);
  for (int l = 0; l < HALF; l++) {
    double low = 0;
    for (int s = 0; s < SETS; s++) {
      low += sums[s][l];
      group_sums[s * SETS + set_of(l)] += sums[s][l];
    }
    marginals[l % 5] += low;
    marginals[5 + l / 5 % 5] += low;
    marginals[10 + l / 25] += low;
    marginals[15 + l % 5] += high[l];
    marginals[20 + l / 5 % 5] += high[l];
    marginals[25 + l / 25] += high[l];
  }
}

// Four doubles, at any address.
typedef double four __attribute__((vector_size(32), aligned(8)));

INLINED void share_sums(double *restrict sums, const double *restrict shares, long stride, const double *restrict row, long count) {
  four found[8];
  for (int s = 0; s < 8; s++) found[s] = *(const four *)(sums + 4 * s);
  for (long k = 0; k < count; k += 4) {
    four values = *(const four *)(row + k);
    _Pragma("clang loop unroll(full)") for (int s = 0; s < 8; s++) found[s] += *(const four *)(shares + s * stride + k) * values;
  }
  for (int s = 0; s < 8; s++) *(four *)(sums + 4 * s) = found[s];
}

CLONED void dnag_share_sums(double *restrict sums, const double *restrict shares, long stride, const double *restrict rows,
                            long row_count, long count, double *restrict scratch) {
  enum { BLOCK = 1024 };  // as many numbers of eight slots as the second cache holds while the rows pass by
  long whole = count / 4 * 4;
  memset(scratch, 0, sizeof(double) * 32 * (size_t)row_count);
  for (long first = 0; first < whole; first += BLOCK)
    for (long r = 0; r < row_count; r++)
      share_sums(scratch + 32 * r, shares + first, stride, rows + r * count + first, whole - first < BLOCK ? whole - first : BLOCK);
  for (long s = 0; s < 8; s++)
    for (long r = 0; r < row_count; r++) {
      const double *part = scratch + 32 * r + 4 * s;
      double sum = (part[0] + part[2]) + (part[1] + part[3]);
      for (long k = whole; k < count; k++) sum += shares[s * stride + k] * rows[r * count + k];
      sums[s * row_count + r] = sum;
    }
}
