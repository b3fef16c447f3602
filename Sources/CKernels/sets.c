// Attention between two sets.
#include "CKernels.h"
#include "exponential.h"
#include "lanes.h"
#include <math.h>

// The published size, eight queries, eight keys and heads of eight numbers, has loops of its own: a row is a vector.

// Rows become columns.
INLINED void turn(lanes v[8]) {
  lanes twos[8], fours[8];
  for (int i = 0; i < 8; i += 2) {
    twos[i] = __builtin_shufflevector(v[i], v[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    twos[i + 1] = __builtin_shufflevector(v[i], v[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  for (int i = 0; i < 8; i += 4)
    for (int k = i; k < i + 2; k++) {
      fours[k] = __builtin_shufflevector(twos[k], twos[k + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      fours[k + 2] = __builtin_shufflevector(twos[k], twos[k + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  for (int k = 0; k < 4; k++) {
    v[k] = __builtin_shufflevector(fours[k], fours[k + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    v[k + 4] = __builtin_shufflevector(fours[k], fours[k + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

// One head of one sample. A lane is a query, so that nothing is summed across lanes; open: [key][query], 0 where a query may not look.
INLINED void attend_eight(float *restrict p, const float *restrict q, const float *restrict k, const float *restrict open,
                          long width, float scale) {
  REASSOCIATE
  lanes query[8], turned[8];
  float logits[64], top[8], sum[8] = {0};
  for (long i = 0; i < 8; i++) query[i] = *(const lanes *)(q + i * width);
  turn(query);
  for (long j = 0; j < 8; j++) {
    lanes dot = {0};
    for (long c = 0; c < 8; c++) dot += query[c] * k[j * width + c];
    *(lanes *)(logits + 8 * j) = dot * scale;
  }
  if (open)
    for (long n = 0; n < 64; n++) logits[n] = open[n] == 0.0f ? -1e9f : logits[n];
  for (long i = 0; i < 8; i++) top[i] = logits[i];
  for (long j = 1; j < 8; j++)
    for (long i = 0; i < 8; i++) top[i] = logits[8 * j + i] > top[i] ? logits[8 * j + i] : top[i];
  for (long j = 0; j < 8; j++)
    for (long i = 0; i < 8; i++) {
      float below = logits[8 * j + i] - top[i], e = fast_exp(below);
      logits[8 * j + i] = below < -80.0f ? 0.0f : e;
      sum[i] += logits[8 * j + i];
    }
  lanes inverse = 1.0f / *(const lanes *)sum;
  for (long j = 0; j < 8; j++) turned[j] = *(const lanes *)(logits + 8 * j) * inverse;
  turn(turned);
  for (long i = 0; i < 8; i++) *(lanes *)(p + 8 * i) = turned[i];
}

CLONED static void attention_of_eight(float *restrict probabilities, const float *restrict q, const float *restrict k,
                                      const float *restrict mask, long samples, long heads, float scale) {
  long width = heads * 8;
  for (long s = 0; s < samples; s++) {
    lanes open[8];
    if (mask) {
      for (long i = 0; i < 8; i++) open[i] = *(const lanes *)(mask + (s * 8 + i) * 8);
      turn(open);
    }
    for (long h = 0; h < heads; h++)
      attend_eight(probabilities + (s * heads + h) * 64, q + s * 8 * width + h * 8, k + s * 8 * width + h * 8,
                   mask ? (const float *)open : 0, width, scale);
  }
}

CLONED static void mix_of_eight(float *restrict y, const float *restrict probabilities, const float *restrict v, long samples,
                                long queries, long heads) {
  REASSOCIATE
  long width = heads * 8;
  for (long s = 0; s < samples; s++)
    for (long h = 0; h < heads; h++) {
      const float *value = v + s * 8 * width + h * 8;
      for (long i = 0; i < queries; i++) {
        const float *p = probabilities + ((s * heads + h) * queries + i) * 8;
        lanes sum = {0};
        for (long j = 0; j < 8; j++) sum += p[j] * *(const lanes *)(value + j * width);
        *(lanes *)(y + (s * queries + i) * width + h * 8) = sum;
      }
    }
}

CLONED static void any_attention(float *restrict probabilities, const float *restrict q, const float *restrict k,
                                 const float *restrict mask, long samples, long queries, long keys, long heads,
                               long head_width, float scale) {
  REASSOCIATE
  long width = heads * head_width;
  for (long s = 0; s < samples; s++)
    for (long h = 0; h < heads; h++)
      for (long i = 0; i < queries; i++) {
        const float *query = q + (s * queries + i) * width + h * head_width;
        const float *allowed = mask ? mask + (s * queries + i) * keys : 0;
        float *p = probabilities + ((s * heads + h) * queries + i) * keys;
        float top = -INFINITY;
        for (long j = 0; j < keys; j++) {
          const float *key = k + (s * keys + j) * width + h * head_width;
          float dot = 0;
          for (long c = 0; c < head_width; c++) dot += query[c] * key[c];
          dot *= scale;
          // Replaced, not added to: a row without any allowed key is exactly uniform.
          if (allowed && allowed[j] == 0.0f) dot = -1e9f;
          p[j] = dot;
          top = dot > top ? dot : top;
        }
        float sum = 0;
        for (long j = 0; j < keys; j++) {
          float e = p[j] - top < -80.0f ? 0.0f : fast_exp(p[j] - top);
          p[j] = e;
          sum += e;
        }
        float inverse = 1.0f / sum;
        for (long j = 0; j < keys; j++) p[j] *= inverse;
      }
}

CLONED static void any_mix(float *restrict y, const float *restrict probabilities, const float *restrict v,
                                   long samples, long queries, long keys, long heads, long head_width) {
  REASSOCIATE
  long width = heads * head_width;
  for (long s = 0; s < samples; s++)
    for (long h = 0; h < heads; h++)
      for (long i = 0; i < queries; i++) {
        const float *p = probabilities + ((s * heads + h) * queries + i) * keys;
        float *out = y + (s * queries + i) * width + h * head_width;
        for (long c = 0; c < head_width; c++) out[c] = 0;
        for (long j = 0; j < keys; j++) {
          const float *value = v + (s * keys + j) * width + h * head_width;
          for (long c = 0; c < head_width; c++) out[c] += p[j] * value[c];
        }
      }
}

void dnag_set_attention(float *probabilities, const float *q, const float *k, const float *mask, long samples, long queries,
                        long keys, long heads, long head_width, float scale) {
  if (queries == 8 && keys == 8 && head_width == 8)
    attention_of_eight(probabilities, q, k, mask, samples, heads, scale);
  else
    any_attention(probabilities, q, k, mask, samples, queries, keys, heads, head_width, scale);
}

void dnag_set_attention_mix(float *y, const float *probabilities, const float *v, long samples, long queries, long keys,
                            long heads, long head_width) {
  if (keys == 8 && head_width == 8)
    mix_of_eight(y, probabilities, v, samples, queries, heads);
  else
    any_mix(y, probabilities, v, samples, queries, keys, heads, head_width);
}

CLONED void dnag_set_attention_mix_backward(float *restrict dp, float *restrict dv, const float *restrict dy,
                                            const float *restrict probabilities, const float *restrict v, long samples,
                                            long queries, long keys, long heads, long head_width) {
  REASSOCIATE
  long width = heads * head_width;
  for (long s = 0; s < samples; s++)
    for (long h = 0; h < heads; h++)
      for (long i = 0; i < queries; i++) {
        long row = ((s * heads + h) * queries + i) * keys;
        const float *out = dy + (s * queries + i) * width + h * head_width;
        for (long j = 0; j < keys; j++) {
          long offset = (s * keys + j) * width + h * head_width;
          float dot = 0;
          for (long c = 0; c < head_width; c++) dot += out[c] * v[offset + c];
          dp[row + j] += dot;
          if (!dv) continue;
          float weight = probabilities[row + j];
          for (long c = 0; c < head_width; c++) dv[offset + c] += weight * out[c];
        }
      }
}

CLONED void dnag_set_attention_backward(float *restrict dq, float *restrict dk, const float *restrict dp,
                                        const float *restrict probabilities, const float *restrict q,
                                        const float *restrict k, const float *restrict mask, long samples, long queries,
                                        long keys, long heads, long head_width, float scale) {
  REASSOCIATE
  long width = heads * head_width;
  for (long s = 0; s < samples; s++)
    for (long h = 0; h < heads; h++)
      for (long i = 0; i < queries; i++) {
        long row = ((s * heads + h) * queries + i) * keys;
        long query = (s * queries + i) * width + h * head_width;
        const float *allowed = mask ? mask + (s * queries + i) * keys : 0;
        float weighted = 0;
        for (long j = 0; j < keys; j++) weighted += dp[row + j] * probabilities[row + j];
        for (long j = 0; j < keys; j++) {
          if (allowed && allowed[j] == 0.0f) continue;
          float d = probabilities[row + j] * (dp[row + j] - weighted) * scale;
          long key = (s * keys + j) * width + h * head_width;
          if (dq)
            for (long c = 0; c < head_width; c++) dq[query + c] += d * k[key + c];
          if (dk)
            for (long c = 0; c < head_width; c++) dk[key + c] += d * q[query + c];
        }
      }
}
