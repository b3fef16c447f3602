// Activations of the published networks, element-wise products for dropout, and attention between two sets.
#include "CKernels.h"
#include "exponential.h"
#include <math.h>

CLONED void dnag_relu(float *restrict y, const float *restrict x, long count) {
  for (long i = 0; i < count; i++) y[i] = x[i] > 0.0f ? x[i] : 0.0f;
}

CLONED void dnag_relu_backward(float *restrict dx, const float *restrict dy, const float *restrict x, long count) {
  for (long i = 0; i < count; i++) dx[i] += x[i] > 0.0f ? dy[i] : 0.0f;
}

CLONED void dnag_elu(float *restrict y, const float *restrict x, long count) {
  for (long i = 0; i < count; i++) {
    float e = fast_expm1(x[i]);
    y[i] = x[i] > 0.0f ? x[i] : e;
  }
}

CLONED void dnag_elu_backward(float *restrict dx, const float *restrict dy, const float *restrict y, long count) {
  for (long i = 0; i < count; i++) dx[i] += y[i] > 0.0f ? dy[i] : dy[i] * (y[i] + 1.0f);
}

CLONED void dnag_tanh(float *restrict y, const float *restrict x, long count) {
  for (long i = 0; i < count; i++) {
    float size = __builtin_fabsf(x[i]);
    // tanh|x| = −m/(m + 2), m = exp(−2|x|) − 1
    float m = fast_expm1(-2.0f * size);
    y[i] = __builtin_copysignf(-m / (m + 2.0f), x[i]);
  }
}

CLONED void dnag_tanh_backward(float *restrict dx, const float *restrict dy, const float *restrict y, long count) {
  for (long i = 0; i < count; i++) dx[i] += dy[i] * (1.0f - y[i] * y[i]);
}

CLONED void dnag_scale(float *restrict y, const float *restrict x, float factor, long count) {
  for (long i = 0; i < count; i++) y[i] = factor * x[i];
}

CLONED void dnag_add_scaled(float *restrict y, const float *restrict x, float factor, long count) {
  for (long i = 0; i < count; i++) y[i] += factor * x[i];
}

CLONED void dnag_multiply(float *restrict y, const float *restrict x, const float *restrict mask, long count) {
  for (long i = 0; i < count; i++) y[i] = x[i] * mask[i];
}

CLONED void dnag_multiply_add(float *restrict y, const float *restrict x, const float *restrict mask, long count) {
  for (long i = 0; i < count; i++) y[i] += x[i] * mask[i];
}

CLONED void dnag_set_attention(float *restrict probabilities, const float *restrict q, const float *restrict k,
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

CLONED void dnag_set_attention_mix(float *restrict y, const float *restrict probabilities, const float *restrict v,
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
