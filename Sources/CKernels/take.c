// One counter for several threads.
#include "CKernels.h"

long dnag_take(long *counter) { return __atomic_fetch_add(counter, 1, __ATOMIC_RELAXED); }
