// What Swift needs of libvterm (0.1 and newer): all of it is plain C that Swift can call; only what is a macro there stands here again.
#ifndef DNAG_CVTERM_SHIM_H
#define DNAG_CVTERM_SHIM_H

#include <vterm.h>

/// What a cell holds in its first character when the wide one to its left covers it.
static inline uint32_t dnag_vterm_covered(void) { return (uint32_t)-1; }

static inline int dnag_vterm_is_default(const VTermColor *color) {
    return VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color);
}

static inline int dnag_vterm_is_indexed(const VTermColor *color) { return VTERM_COLOR_IS_INDEXED(color); }

#endif
