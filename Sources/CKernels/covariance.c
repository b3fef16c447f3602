// Covariances of Gaussian processes.
#include "CKernels.h"
#include "exponential.h"

CLONED void dnag_matern52(float *y, const float *x, long count) {
  for (long i = 0; i < count; i++) {
    float square = 5.0f * (x[i] > 0.0f ? x[i] : 0.0f);
    float s = __builtin_sqrtf(square);
    y[i] = (1.0f + s + square * (1.0f / 3.0f)) * fast_exp(-s);
  }
}
