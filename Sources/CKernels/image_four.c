// Kernels for images on processors with four lanes, and on those that nothing is known of.
#define LANES 4
#if defined(__aarch64__)
#define PIXELS 4
#else
#define PIXELS 2
#endif
#define INPUTS 1
#define TARGET
#define NAME(x) four_##x
#include "image_lanes.h"
