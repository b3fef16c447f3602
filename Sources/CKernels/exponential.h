#pragma once
#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
// The choice between clones is made while the program is loaded, before a sanitizer is ready to watch it.
#define SANITIZED
#endif
#endif
#if defined(__x86_64__) && defined(__linux__) && defined(__OPTIMIZE__) && !defined(SANITIZED)
// One clone for all processors with AVX2, wider ones too: which way a sum is split over lanes, and so its bits, depend on the clone.
#define CLONED __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define CLONED
#endif
#define INLINED static inline __attribute__((always_inline))
// Sums may be split over vector lanes: the split is the same for every call, and for all processors that run the same clone.
#define REASSOCIATE _Pragma("clang fp reassociate(on) contract(fast)")

// The reduction that both exponentials share: x = n ln2 + r, a polynomial for exp(r) - 1, and 2^n by its exponent bits
// (after Cephes expf).
INLINED float exp_reduced(float x, float *power) {
  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;
  float n = __builtin_floorf(x * 1.44269504088896341f + 0.5f);
  float r = x - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  union { int i; float f; } bits;
  bits.i = ((int)n + 127) << 23;
  *power = bits.f;
  return p * r * r + r;
}

// exp(x) to about 2 ulp.
INLINED float fast_exp(float x) {
  float power, tail = exp_reduced(x, &power);
  return (tail + 1.0f) * power;
}

// exp(x) - 1 without the cancellation near zero: the 1 is taken out of the power of two.
INLINED float fast_expm1(float x) {
  float power, tail = exp_reduced(x, &power);
  return tail * power + (power - 1.0f);
}

INLINED float sigmoid(float x) { return 1.0f / (1.0f + fast_exp(-x)); }
