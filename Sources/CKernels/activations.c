// Activations of the published networks and element-wise products for dropout.
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
