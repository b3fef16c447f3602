// zlib (J. Gailly, M. Adler; zlib licence).
#ifndef DNAG_CZLIB_SHIM_H
#define DNAG_CZLIB_SHIM_H

#include <zlib.h>

#endif
