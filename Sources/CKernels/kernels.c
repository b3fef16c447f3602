#include "CKernels.h"
#include "exponential.h"
#include "lanes.h"
#include <math.h>
#include <string.h>

CLONED void dnag_fill_rows(float *y, const float *row, long rows, long columns) {
  for (long r = 0; r < rows; r++) memcpy(y + r * columns, row, sizeof(float) * (size_t)columns);
}

CLONED void dnag_add_rows(float *restrict y, const float *restrict row, long rows, long columns) {
  for (long r = 0; r < rows; r++)
    for (long c = 0; c < columns; c++) y[r * columns + c] += row[c];
}

CLONED void dnag_column_sums(float *restrict sums, const float *restrict x, long rows, long columns) {
  for (long r = 0; r < rows; r++)
    for (long c = 0; c < columns; c++) sums[c] += x[r * columns + c];
}

CLONED void dnag_add(float *restrict y, const float *restrict x, long count) {
  for (long i = 0; i < count; i++) y[i] += x[i];
}

CLONED void dnag_sum(float *restrict y, const float *restrict a, const float *restrict b, long count) {
  for (long i = 0; i < count; i++) y[i] = a[i] + b[i];
}

CLONED void dnag_silu(float *restrict y, const float *restrict x, long count) {
  for (long i = 0; i < count; i++) y[i] = x[i] * sigmoid(x[i]);
}

CLONED void dnag_silu_backward(float *restrict dx, const float *restrict dy, const float *restrict x, long count) {
  for (long i = 0; i < count; i++) {
    float s = sigmoid(x[i]);
    dx[i] += dy[i] * s * (1.0f + x[i] * (1.0f - s));
  }
}

CLONED void dnag_sigmoid(float *restrict y, const float *restrict x, long count) {
  for (long i = 0; i < count; i++) y[i] = sigmoid(x[i]);
}

CLONED void dnag_softmax(float *restrict y, const float *restrict x, long rows, long columns) {
  REASSOCIATE
  for (long r = 0; r < rows; r++) {
    const float *in = x + r * columns;
    float *out = y + r * columns;
    float top = in[0];
    for (long c = 1; c < columns; c++) top = in[c] > top ? in[c] : top;
    float sum = 0;
    for (long c = 0; c < columns; c++) {
      out[c] = fast_exp(in[c] - top);
      sum += out[c];
    }
    float scale = 1.0f / sum;
    for (long c = 0; c < columns; c++) out[c] *= scale;
  }
}

CLONED void dnag_layer_norm(float *restrict y, float *restrict statistics, const float *restrict x,
                            const float *restrict gain, const float *restrict bias, long rows, long columns,
                            float epsilon) {
  REASSOCIATE
  for (long r = 0; r < rows; r++) {
    const float *in = x + r * columns;
    float *out = y + r * columns;
    float sum = 0;
    for (long c = 0; c < columns; c++) sum += in[c];
    float mean = sum / (float)columns;
    float squares = 0;
    for (long c = 0; c < columns; c++) squares += (in[c] - mean) * (in[c] - mean);
    float inverse = 1.0f / __builtin_sqrtf(squares / (float)columns + epsilon);
    statistics[2 * r] = mean;
    statistics[2 * r + 1] = inverse;
    for (long c = 0; c < columns; c++) out[c] = (in[c] - mean) * inverse * gain[c] + bias[c];
  }
}

CLONED void dnag_layer_norm_backward(float *restrict dx, float *restrict dgain, float *restrict dbias,
                                     const float *restrict dy, const float *restrict x,
                                     const float *restrict statistics, const float *restrict gain, long rows,
                                     long columns) {
  REASSOCIATE
  for (long r = 0; r < rows; r++) {
    const float *in = x + r * columns, *out = dy + r * columns;
    float mean = statistics[2 * r], inverse = statistics[2 * r + 1];
    if (dgain)
      for (long c = 0; c < columns; c++) {
        dgain[c] += out[c] * (in[c] - mean) * inverse;
        dbias[c] += out[c];
      }
    if (!dx) continue;
    float sum = 0, moment = 0;
    for (long c = 0; c < columns; c++) {
      float g = out[c] * gain[c];
      sum += g;
      moment += g * (in[c] - mean) * inverse;
    }
    sum /= (float)columns;
    moment /= (float)columns;
    float *d = dx + r * columns;
    for (long c = 0; c < columns; c++)
      d[c] += inverse * (out[c] * gain[c] - sum - (in[c] - mean) * inverse * moment);
  }
}

// Eight nodes, the cells' size, have loops of their own: a row of weights is a vector.
// One head of one sample with eight nodes and heads of a multiple of eight numbers, at most 64.
INLINED void attend_eight(float *restrict y, float *restrict p, const float *restrict base, const float *restrict bias,
                          long width, long head_width, float scale) {
  REASSOCIATE
  long stride = 3 * width;
  float turned[64][8];
  for (long j = 0; j < 8; j++)
    for (long c = 0; c < head_width; c++) turned[c][j] = base[j * stride + width + c];
  for (long i = 0; i < 8; i++) {
    const float *q = base + i * stride;
    lanes dots = {0};
    for (long c = 0; c < head_width; c++) dots += q[c] * *(const lanes *)turned[c];
    dots *= scale;
    if (bias) dots += *(const lanes *)(bias + i * 8);
    float row[8];
    *(lanes *)row = dots;
    float top = row[0];
    for (long j = 1; j < 8; j++) top = row[j] > top ? row[j] : top;
    float sum = 0;
    for (long j = 0; j < 8; j++) row[j] = fast_exp(row[j] - top);
    for (long j = 0; j < 8; j++) sum += row[j];
    lanes weights = *(const lanes *)row * (1.0f / sum);
    *(lanes *)(p + i * 8) = weights;
    for (long c = 0; c < head_width; c += 8) {
      lanes mixed = {0};
      for (long j = 0; j < 8; j++) mixed += weights[j] * *(const lanes *)(base + j * stride + 2 * width + c);
      *(lanes *)(y + i * width + c) = mixed;
    }
  }
}

CLONED static void attention_of_eight(float *restrict y, float *restrict probabilities, const float *restrict qkv,
                                      const float *restrict bias, long samples, long heads, long head_width) {
  long width = heads * head_width;
  float scale = 1.0f / __builtin_sqrtf((float)head_width);
  for (long s = 0; s < samples; s++)
    for (long h = 0; h < heads; h++) {
      const float *base = qkv + s * 24 * width + h * head_width;
      const float *b = bias ? bias + (s * heads + h) * 64 : 0;
      float *p = probabilities + (s * heads + h) * 64, *out = y + s * 8 * width + h * head_width;
      // The usual width as a constant, so that its loops unroll.
      if (head_width == 16) attend_eight(out, p, base, b, width, 16, scale);
      else attend_eight(out, p, base, b, width, head_width, scale);
    }
}

CLONED static void any_attention(float *restrict y, float *restrict probabilities, const float *restrict qkv,
                           const float *restrict bias, long samples, long nodes, long heads, long head_width) {
  REASSOCIATE
  long width = heads * head_width, stride = 3 * width;
  float scale = 1.0f / __builtin_sqrtf((float)head_width);
  for (long s = 0; s < samples; s++)
    for (long h = 0; h < heads; h++) {
      const float *base = qkv + s * nodes * stride + h * head_width;
      float *p = probabilities + (s * heads + h) * nodes * nodes;
      const float *b = bias ? bias + (s * heads + h) * nodes * nodes : 0;
      for (long i = 0; i < nodes; i++) {
        const float *q = base + i * stride;
        float top = -INFINITY;
        for (long j = 0; j < nodes; j++) {
          const float *k = base + j * stride + width;
          float dot = 0;
          for (long c = 0; c < head_width; c++) dot += q[c] * k[c];
          dot *= scale;
          if (b) dot += b[i * nodes + j];
          p[i * nodes + j] = dot;
          top = dot > top ? dot : top;
        }
        float sum = 0;
        for (long j = 0; j < nodes; j++) {
          float e = fast_exp(p[i * nodes + j] - top);
          p[i * nodes + j] = e;
          sum += e;
        }
        float inverse = 1.0f / sum;
        float *out = y + (s * nodes + i) * width + h * head_width;
        for (long c = 0; c < head_width; c++) out[c] = 0;
        for (long j = 0; j < nodes; j++) {
          float weight = p[i * nodes + j] * inverse;
          p[i * nodes + j] = weight;
          const float *v = base + j * stride + 2 * width;
          for (long c = 0; c < head_width; c++) out[c] += weight * v[c];
        }
      }
    }
}

void dnag_attention(float *restrict y, float *restrict probabilities, const float *restrict qkv, const float *restrict bias,
                    long samples, long nodes, long heads, long head_width) {
  if (nodes == 8 && head_width % 8 == 0 && head_width <= 64)
    attention_of_eight(y, probabilities, qkv, bias, samples, heads, head_width);
  else
    any_attention(y, probabilities, qkv, bias, samples, nodes, heads, head_width);
}

CLONED void dnag_attention_backward(float *restrict dqkv, float *restrict dbias, const float *restrict dy,
                                    const float *restrict probabilities, const float *restrict qkv, long samples,
                                    long nodes, long heads, long head_width) {
  REASSOCIATE
  long width = heads * head_width, stride = 3 * width;
  float scale = 1.0f / __builtin_sqrtf((float)head_width);
  float dp[64];
  for (long s = 0; s < samples; s++)
    for (long h = 0; h < heads; h++) {
      const float *base = qkv + s * nodes * stride + h * head_width;
      float *dbase = dqkv ? dqkv + s * nodes * stride + h * head_width : 0;
      const float *p = probabilities + (s * heads + h) * nodes * nodes;
      for (long i = 0; i < nodes; i++) {
        const float *out = dy + (s * nodes + i) * width + h * head_width;
        float weighted = 0;
        for (long j = 0; j < nodes; j++) {
          const float *v = base + j * stride + 2 * width;
          float dot = 0;
          for (long c = 0; c < head_width; c++) dot += out[c] * v[c];
          dp[j] = dot;
          weighted += dot * p[i * nodes + j];
        }
        for (long j = 0; j < nodes; j++) {
          float weight = p[i * nodes + j];
          float dlogit = weight * (dp[j] - weighted);
          if (dbias) dbias[((s * heads + h) * nodes + i) * nodes + j] += dlogit;
          if (!dbase) continue;
          float d = dlogit * scale;
          const float *q = base + i * stride, *k = base + j * stride + width;
          float *dq = dbase + i * stride, *dk = dbase + j * stride + width, *dv = dbase + j * stride + 2 * width;
          for (long c = 0; c < head_width; c++) {
            dq[c] += d * k[c];
            dk[c] += d * q[c];
            dv[c] += weight * out[c];
          }
        }
      }
    }
}

CLONED void dnag_adamw(float *restrict weights, float *restrict average, float *restrict m, float *restrict v,
                       const float *restrict gradient, long count, float rate, float beta1, float beta2,
                       float correction1, float correction2, float epsilon, float decay, float average_decay,
                       float gradient_scale) {
  for (long i = 0; i < count; i++) {
    float g = gradient[i] * gradient_scale;
    m[i] = beta1 * m[i] + (1.0f - beta1) * g;
    v[i] = beta2 * v[i] + (1.0f - beta2) * g * g;
    float step = (m[i] / correction1) / (__builtin_sqrtf(v[i] / correction2) + epsilon);
    weights[i] -= rate * (step + decay * weights[i]);
    average[i] += (1.0f - average_decay) * (weights[i] - average[i]);
  }
}

CLONED double dnag_sum_of_squares(const float *restrict x, long count) {
  REASSOCIATE
  double sum = 0;
  for (long i = 0; i < count; i++) sum += (double)x[i] * (double)x[i];
  return sum;
}

