#pragma once
#if defined(__x86_64__) && defined(__linux__) && defined(__OPTIMIZE__)
#define CLONED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONED
#endif
#define INLINED static inline __attribute__((always_inline))
// Sums may be split over vector lanes: the split is the same for every call on one machine.
#define REASSOCIATE _Pragma("clang fp reassociate(on) contract(fast)")

// exp(x) to about 2 ulp: x = n ln2 + r, a degree-6 polynomial in r, and n put into the exponent bits (after Cephes expf).
INLINED float fast_exp(float x) {
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
  p = p * r * r + r + 1.0f;
  union { int i; float f; } power;
  power.i = ((int)n + 127) << 23;
  return p * power.f;
}

INLINED float sigmoid(float x) { return 1.0f / (1.0f + fast_exp(-x)); }
