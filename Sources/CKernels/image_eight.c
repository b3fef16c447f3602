// Kernels for images on processors with AVX2.
#if defined(__x86_64__) && defined(__linux__) && defined(__OPTIMIZE__)
#define LANES 8
#define PIXELS 2
#define INPUTS 1
#define TARGET __attribute__((target("arch=x86-64-v3")))
#define NAME(x) eight_##x
#include "image_lanes.h"
#endif
