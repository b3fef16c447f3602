// libjpeg-turbo, or any libjpeg since version 8. Swift never calls it: errors leave libjpeg by longjmp, so CPictures stands between.
#ifndef DNAG_CJPEG_SHIM_H
#define DNAG_CJPEG_SHIM_H

#include <stddef.h>
#include <stdio.h>

#include <jpeglib.h>

#endif
