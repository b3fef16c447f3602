// libpng 1.6 (libpng authors; its own licence). Swift never calls it: errors leave libpng by longjmp, so CPictures stands between.
#ifndef DNAG_CPNG_SHIM_H
#define DNAG_CPNG_SHIM_H

#include <png.h>

#endif
