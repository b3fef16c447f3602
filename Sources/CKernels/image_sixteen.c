// Kernels for images on processors with AVX-512.
#if defined(__x86_64__) && defined(__linux__) && defined(__OPTIMIZE__)
#define LANES 16
#define PIXELS 4
#define INPUTS 2
#define TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define NAME(x) sixteen_##x
#include "image_lanes.h"
#endif
