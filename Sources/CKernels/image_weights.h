// Included by image_lanes.h: the weights' gradient. Four output channels, some input channels and the taps of a row are kept in registers
// while pixels pass by, lane by lane; the lanes are added at the end.

// One row. `ins` input channels; sums: [ins][taps][FOUR], dz and x at the row's first pixel.
INNER void weigh_row(V sums[], const float *dz, const float *x, long side, long out_side, const int ins, const int taps, const int stride,
                     const int relu) {
  FUSE
  const long plane = side * side * GROUP, out_plane = out_side * out_side * GROUP;
  V seen[4][3];
  UNROLLED for (int i = 0; i < ins; i++) {
    seen[i][0] = (V){0};
    if (taps == 3) {
      V v = load(x + i * plane);
      seen[i][1] = relu ? positive(v) : v;
    }
  }
  for (long p = 0; p < out_side; p++) {
    UNROLLED for (int i = 0; i < ins; i++) {
      const float *from = x + i * plane + stride * p * GROUP;
      if (taps == 1) {
        V v = load(from);
        seen[i][0] = relu ? positive(v) : v;
      } else if (stride == 1) {
        V v = p + 1 < out_side ? load(from + GROUP) : (V){0};
        seen[i][2] = relu ? positive(v) : v;
      } else {
        V v = load(from), next = load(from + GROUP);
        seen[i][1] = relu ? positive(v) : v;
        seen[i][2] = relu ? positive(next) : next;
      }
    }
    UNROLLED for (int o = 0; o < FOUR; o++) {
      V slope = load(dz + o * out_plane + p * GROUP);
      UNROLLED for (int i = 0; i < ins; i++) UNROLLED for (int k = 0; k < taps; k++) sums[(i * taps + k) * FOUR + o] += slope * seen[i][k];
    }
    if (taps == 3)
      UNROLLED for (int i = 0; i < ins; i++) {
        seen[i][0] = stride == 1 ? seen[i][1] : seen[i][2];
        if (stride == 1) seen[i][1] = seen[i][2];
      }
  }
}

// Rows first ..< end, counted through all groups. sums: [ky][channel][kx][FOUR][16].
INNER void weigh_rows(float *sums, const float *dz, const float *x, const dnag_convolution *c, long channel, long first, long end,
                      const int ins, const int taps, const int stride, const int relu) {
  const long side = c->side, out_side = side / stride, group = c->inputs * side * side * GROUP;
  const long out_group = c->outputs * out_side * out_side * GROUP;
  for (int ky = 0; ky < taps; ky++)
    for (long lane = 0; lane < GROUP; lane += LANES) {
      V kept[INPUTS * 3 * FOUR > 4 * FOUR ? INPUTS * 3 * FOUR : 4 * FOUR];
      float *at = sums + (ky * c->inputs + channel) * taps * FOUR * GROUP + lane;
      UNROLLED for (int k = 0; k < ins * taps * FOUR; k++) kept[k] = load(at + k * GROUP);
      long g = first / out_side, row = first % out_side;
      for (long r = first; r < end; r++) {
        long y = stride * row + ky - taps / 2;
        if (y >= 0 && y < side)
          weigh_row(kept, dz + g * out_group + row * out_side * GROUP + lane,
                    x + g * group + (channel * side * side + y * side) * GROUP + lane, side, out_side, ins, taps, stride, relu);
        if (++row == out_side) row = 0, g++;
      }
      UNROLLED for (int k = 0; k < ins * taps * FOUR; k++) store(at + k * GROUP, kept[k]);
    }
}

INNER void weigh(float *dw, float *sums, const float *x, const float *dz, const dnag_convolution *c, long groups, long output,
                 const int taps, const int stride, const int relu) {
  const long out_side = c->side / stride, rows = groups * out_side, weights = c->inputs * taps * taps * FOUR;
  // As many rows as leave the slopes of four channels in the first cache.
  const long block = out_side >= 64 ? 1 : 64 / out_side;
  for (long i = 0; i < weights * GROUP; i++) sums[i] = 0;
  const float *slopes = dz + output * out_side * out_side * GROUP;
  for (long first = 0; first < rows; first += block) {
    long end = first + block < rows ? first + block : rows, channel = 0;
    enum { INS1 = INPUTS == 1 ? 2 : 4 };
    if (taps == 1)
      for (; channel + INS1 <= c->inputs; channel += INS1) weigh_rows(sums, slopes, x, c, channel, first, end, INS1, taps, stride, relu);
    else
      for (; channel + INPUTS <= c->inputs; channel += INPUTS)
        weigh_rows(sums, slopes, x, c, channel, first, end, INPUTS, taps, stride, relu);
    for (; channel < c->inputs; channel++) weigh_rows(sums, slopes, x, c, channel, first, end, 1, taps, stride, relu);
  }
  dnag_add_lanes(dw + output * c->inputs * taps * taps, sums, weights);
}

TARGET void NAME(weights)(const dnag_convolution *c, float *dw, float *scratch, const float *x, const float *dz, long groups, long output) {
  if (c->taps == 1) {
    if (c->relu) weigh(dw, scratch, x, dz, c, groups, output, 1, 1, 1);
    else weigh(dw, scratch, x, dz, c, groups, output, 1, 1, 0);
  } else if (c->stride == 2) {
    weigh(dw, scratch, x, dz, c, groups, output, 3, 2, 1);
  } else if (c->relu) {
    weigh(dw, scratch, x, dz, c, groups, output, 3, 1, 1);
  } else {
    weigh(dw, scratch, x, dz, c, groups, output, 3, 1, 0);
  }
}
