// Posteriors over a list of architectures, for eight states at once: a lane is a state, so that no sum goes across lanes and a state's bits do not
// depend on the others. Rows of the list that share a pattern stand together, as a run; a row's logit is its run's part and one entry of
// `table` for each of its `terms` choices.
#include "CKernels.h"
#include "exponential.h"
#include "lanes.h"
#include <math.h>
#include <string.h>

INLINED void run_logits(float *logits, float *top, const unsigned short *places, long rows, const long terms, const float *table,
                        const float *base, const float *prior, const int own) {
  lanes start = *(const lanes *)base, best = *(const lanes *)top;
  for (long r = 0; r < rows; r++) {
    lanes sum = start;
    for (long t = 0; t < terms; t++) sum += *(const lanes *)(table + 8 * (long)places[r * terms + t]);
    if (prior) sum += own ? *(const lanes *)(prior + 8 * r) : prior[r] + (lanes){0};
    *(lanes *)(logits + 8 * r) = sum;
    best = __builtin_elementwise_max(sum, best);
  }
  *(lanes *)top = best;
}

CLONED void dnag_listed_logits(float *restrict logits, float *restrict top, const unsigned short *restrict places, const long *restrict starts,
                               long runs, long terms, const float *restrict table, const float *restrict bases, const float *restrict prior,
                               int own) {
  for (int s = 0; s < 8; s++) top[s] = -INFINITY;
  for (long run = 0; run < runs; run++) {
    long first = starts[run], rows = starts[run + 1] - first;
    const float *part = prior ? prior + (own ? 8 : 1) * first : 0;
    const float *base = bases + 8 * run;
    // Lengths that are known in advance unroll.
    if (terms == 6) run_logits(logits + 8 * first, top, places + first * 6, rows, 6, table, base, part, own);
    else if (terms == 4) run_logits(logits + 8 * first, top, places + first * 4, rows, 4, table, base, part, own);
    else run_logits(logits + 8 * first, top, places + first * terms, rows, terms, table, base, part, own);
  }
}

CLONED void dnag_listed_weights(float *restrict weights, double *restrict totals, const float *restrict top, long rows) {
  enum { BLOCK = 256 };
  lanes best = *(const lanes *)top;
  double sums[8] = {0};
  for (long first = 0; first < rows; first += BLOCK) {
    long end = first + BLOCK < rows ? first + BLOCK : rows;
    float *own = weights + 8 * first;
    for (long r = first; r < end; r++) *(lanes *)(weights + 8 * r) -= best;
    for (long i = 0; i < 8 * (end - first); i++) {
      // Below e^-80 a weight is nothing, and must be nothing exactly: fast_exp clamps.
      float e = fast_exp(own[i]);
      own[i] = own[i] < -80.0f ? 0.0f : e;
    }
    lanes part = {0};
    for (long r = first; r < end; r++) part += *(const lanes *)(weights + 8 * r);
    for (int s = 0; s < 8; s++) sums[s] += (double)part[s];
  }
  memcpy(totals, sums, sizeof sums);
}

INLINED void run_marginals(float *table, double *run_sum, const float *weights, const unsigned short *places, long rows, const long terms) {
  lanes sum = {0};
  for (long r = 0; r < rows; r++) {
    lanes w = *(const lanes *)(weights + 8 * r);
    sum += w;
    for (long t = 0; t < terms; t++) {
      float *to = table + 8 * (long)places[r * terms + t];
      *(lanes *)to = *(const lanes *)to + w;
    }
  }
  for (int s = 0; s < 8; s++) run_sum[s] += (double)sum[s];
}

CLONED void dnag_listed_marginals(double *restrict marginals, double *restrict run_sums, const float *restrict weights,
                                  const unsigned short *restrict places, const long *restrict starts, long runs, long terms, long count,
                                  float *restrict table) {
  enum { BLOCK = 256 };
  memset(marginals, 0, sizeof(double) * 8 * (size_t)count);
  memset(run_sums, 0, sizeof(double) * 8 * (size_t)runs);
  memset(table, 0, sizeof(float) * 8 * (size_t)count);
  long since = 0;
  for (long run = 0; run < runs; run++) {
    for (long first = starts[run]; first < starts[run + 1]; first += BLOCK) {
      long rows = starts[run + 1] - first < BLOCK ? starts[run + 1] - first : BLOCK;
      const unsigned short *own = places + first * terms;
      if (terms == 6) run_marginals(table, run_sums + 8 * run, weights + 8 * first, own, rows, 6);
      else if (terms == 4) run_marginals(table, run_sums + 8 * run, weights + 8 * first, own, rows, 4);
      else run_marginals(table, run_sums + 8 * run, weights + 8 * first, own, rows, terms);
      since += rows;
      if (since < BLOCK) continue;
      // Floats sum a block, doubles the blocks.
      for (long i = 0; i < 8 * count; i++) {
        marginals[i] += (double)table[i];
        table[i] = 0;
      }
      since = 0;
    }
  }
  for (long i = 0; i < 8 * count; i++) marginals[i] += (double)table[i];
}

CLONED void dnag_listed_means(double *restrict means, const float *restrict weights, const float *restrict values, long rows) {
  enum { BLOCK = 256 };
  double sums[8] = {0};
  for (long first = 0; first < rows; first += BLOCK) {
    long end = first + BLOCK < rows ? first + BLOCK : rows;
    lanes part = {0};
    for (long r = first; r < end; r++) part += *(const lanes *)(weights + 8 * r) * *(const lanes *)(values + 8 * r);
    for (int s = 0; s < 8; s++) sums[s] += (double)part[s];
  }
  memcpy(means, sums, sizeof sums);
}

CLONED void dnag_listed_deviations(float *restrict values, const float *restrict weights, const float *restrict centre, const float *restrict scale,
                                   long rows) {
  lanes mid = *(const lanes *)centre, factor = *(const lanes *)scale;
  for (long r = 0; r < rows; r++) {
    float *to = values + 8 * r;
    *(lanes *)to = *(const lanes *)(weights + 8 * r) * (*(const lanes *)to - mid) * factor;
  }
}

CLONED void dnag_listed_tilts(float *restrict output, const float *restrict weights, const float *restrict scores, const float *restrict known,
                              const float *restrict mean, const float *restrict variance, const float *restrict slope, const float *restrict bend, long rows, int adds) {
  lanes mid = *(const lanes *)mean, spread = *(const lanes *)variance, a = *(const lanes *)slope, b = *(const lanes *)bend;
  for (long r = 0; r < rows; r++) {
    lanes d = scores[r] - mid;
    lanes found = *(const lanes *)(weights + 8 * r) * (a * d + b * (d * d - spread));
    if (known) found *= known[r];
    float *to = output + 8 * r;
    *(lanes *)to = adds ? *(const lanes *)to + found : found;
  }
}

typedef double half __attribute__((vector_size(32), aligned(8)));

INLINED void widen(half *low, half *high, const float *from) {
  lanes v = *(const lanes *)from;
  *low = __builtin_convertvector(__builtin_shufflevector(v, v, 0, 1, 2, 3), half);
  *high = __builtin_convertvector(__builtin_shufflevector(v, v, 4, 5, 6, 7), half);
}

// Two scores at a time, so that weights are widened half as often.
INLINED void moments_of(double *sums, const float *weights, const float *const *scores, long rows, const int columns) {
  half first[2][2] = {{{0}}}, second[2][2] = {{{0}}};
  for (long r = 0; r < rows; r++) {
    half w[2];
    widen(&w[0], &w[1], weights + 8 * r);
    for (int c = 0; c < columns; c++) {
      double y = (double)scores[c][r];
      for (int h = 0; h < 2; h++) {
        half part = w[h] * y;
        first[c][h] += part;
        second[c][h] += part * y;
      }
    }
  }
  for (int c = 0; c < columns; c++) {
    memcpy(sums + 16 * c, first[c], sizeof first[c]);
    memcpy(sums + 16 * c + 8, second[c], sizeof second[c]);
  }
}

CLONED void dnag_listed_moments(double *restrict sums, const float *restrict weights, const float *restrict scores, long rows, long columns) {
  for (long c = 0; c < columns; c += 2) {
    const float *own[2] = {scores + c * rows, scores + (c + 1 < columns ? c + 1 : c) * rows};
    if (c + 1 < columns) moments_of(sums + 16 * c, weights, own, rows, 2);
    else moments_of(sums + 16 * c, weights, own, rows, 1);
  }
}
