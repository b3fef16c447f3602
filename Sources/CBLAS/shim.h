#pragma once
// One name for the platform's BLAS: Accelerate on macOS, OpenBLAS elsewhere.
#ifdef __APPLE__
#include <Accelerate/Accelerate.h>
static inline void dnag_blas_use_one_thread(void) {}
#else
#include <cblas.h>
// Panels are shared out by our own threads, so each product must stay on its caller's thread.
static inline void dnag_blas_use_one_thread(void) { openblas_set_num_threads(1); }
#endif
