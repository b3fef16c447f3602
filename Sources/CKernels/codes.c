// Sums over all words of six base-5 digits, split into a low and a high half of three digits (125 values each).
#include "CKernels.h"
#include "exponential.h"
#include <math.h>
#include <string.h>

enum { HALF = 125, COUNT = HALF * HALF, GROUPS = 64 };

INLINED void outer_sums(double *sums, const double *table) {
  for (int c = 0; c < 5; c++)
    for (int b = 0; b < 5; b++)
      for (int a = 0; a < 5; a++) sums[a + 5 * b + 25 * c] = table[a] + table[5 + b] + table[10 + c];
}

CLONED double dnag_code_logits(double *restrict logits, const double *restrict table, const double *restrict group,
                               const unsigned char *restrict groups, const double *restrict prior) {
  double low[HALF], high[HALF];
  outer_sums(low, table);
  outer_sums(high, table + 15);
  double top = -INFINITY;
  for (int h = 0; h < HALF; h++) {
    double *row = logits + h * HALF;
    const unsigned char *g = groups + h * HALF;
    double base = high[h];
    for (int l = 0; l < HALF; l++) row[l] = base + low[l] + group[g[l]];
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
    float e = z < -80.0f ? 0.0f : fast_exp(z);
    weights[i] = e;
    sum += (double)e;
  }
  return sum;
}

CLONED void dnag_code_marginals(double *restrict marginals, double *restrict group_sums, const float *restrict weights,
                                const unsigned char *restrict groups) {
  double low[HALF], high[HALF];
  memset(low, 0, sizeof low);
  memset(group_sums, 0, sizeof(double) * GROUPS);
  for (int h = 0; h < HALF; h++) {
    const float *row = weights + h * HALF;
    const unsigned char *g = groups + h * HALF;
    double sum = 0;
    for (int l = 0; l < HALF; l++) low[l] += (double)row[l];
    for (int l = 0; l < HALF; l++) {
      sum += (double)row[l];
      group_sums[g[l]] += (double)row[l];
    }
    high[h] = sum;
  }
  memset(marginals, 0, sizeof(double) * 30);
  for (int i = 0; i < HALF; i++) {
    int a = i % 5, b = i / 5 % 5, c = i / 25;
    marginals[a] += low[i];
    marginals[5 + b] += low[i];
    marginals[10 + c] += low[i];
    marginals[15 + a] += high[i];
    marginals[20 + b] += high[i];
    marginals[25 + c] += high[i];
  }
}
