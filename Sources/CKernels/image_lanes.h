#pragma once
// Kernels for sixteen images at once, a lane an image. image_four.c, image_eight.c and image_sixteen.c include this file with
//   LANES   floats that a vector of the processor holds
//   PIXELS  pixels that a convolution takes at once, so that four channels of each and their inputs fit the registers
//   TARGET  the processor
//   NAME(x) the kernel's name
// An image's lane never meets another's here, but in sums over images, which are added lane by lane and then in one fixed order. So how many
// lanes a processor has does not enter: where products and sums are fused, the bits are the same.
//
// A map of a group of sixteen images: [channels][side][side][16].
#include "CKernels.h"

typedef float V __attribute__((vector_size(4 * LANES), aligned(4)));
typedef int M __attribute__((vector_size(4 * LANES), aligned(4)));
#define INNER TARGET static inline __attribute__((always_inline))
#define FUSE _Pragma("clang fp contract(fast)")
#define UNROLLED _Pragma("clang loop unroll(full)")
enum { GROUP = DNAG_GROUP, FOUR = DNAG_FOUR };

INNER V load(const float *p) { return *(const V *)p; }
INNER void store(float *p, V v) { *(V *)p = v; }
INNER V positive(V v) { return (V)((M)v & (v > 0)); }
INNER V where_positive(V v, V of) { return (V)((M)v & (of > 0)); }
INNER V all(float x) { return (V){0} + x; }

static const float nothing[GROUP] = {0};

// Sums of four output channels over the taps of one row: `wide` pixels from (row, column) of the output on. x: a lane's first number in
// the input map. Kernel size, stride and width are constants where this is inlined.
INNER void convolve(V sums[FOUR][PIXELS], const float *x, const float *w, long inputs, long side, long row, long column, const int taps,
                    const int stride, const int wide, const int relu) {
  FUSE
  enum { MOST = 2 * PIXELS + 1 };
  const int reach = taps / 2, seen = stride * (wide - 1) + taps;
  const long plane = side * side * GROUP;
  UNROLLED for (int o = 0; o < FOUR; o++) UNROLLED for (int p = 0; p < wide; p++) sums[o][p] = (V){0};
  for (int ky = 0; ky < taps; ky++) {
    long y = stride * row + ky - reach;
    if (y < 0 || y >= side) continue;
    const float *from = x + (y * side + stride * column) * GROUP, *weight = w + ky * inputs * taps * FOUR;
    // Outside of the image are zeros.
    int opens = reach && column == 0, ends = reach && stride * column + seen - reach > side;
    const float *left = opens ? nothing : from - GROUP * reach, *right = ends ? nothing : from + GROUP * (seen - reach - 1);
    long left_step = opens ? 0 : plane, right_step = ends ? 0 : plane;
    for (long c = 0; c < inputs; c++) {
      V seen_by[MOST];
      UNROLLED for (int p = 0; p < seen; p++) {
        const float *at = reach && p == 0 ? left : reach && p == seen - 1 ? right : from + GROUP * (p - reach);
        seen_by[p] = relu ? positive(load(at)) : load(at);
      }
      UNROLLED for (int kx = 0; kx < taps; kx++) UNROLLED for (int o = 0; o < FOUR; o++) {
        V factor = all(weight[kx * FOUR + o]);
        UNROLLED for (int p = 0; p < wide; p++) sums[o][p] += factor * seen_by[stride * p + kx];
      }
      weight += taps * FOUR;
      from += plane;
      left += left_step;
      right += right_step;
    }
  }
}

// Writes z, and adds to the sums of z and z² over the images that count.
INNER void convolve_forward(float *z, float *moments, const float *x, const float *w, const float *counts, long inputs, long side, long row,
                            long column, const int taps, const int stride, const int wide, const int relu) {
  FUSE
  V sums[FOUR][PIXELS];
  long out_side = side / stride, plane = out_side * out_side * GROUP;
  convolve(sums, x, w, inputs, side, row, column, taps, stride, wide, relu);
  float *to = z + (row * out_side + column) * GROUP;
  V mask = load(counts);
  UNROLLED for (int o = 0; o < FOUR; o++) {
    V sum = load(moments + 2 * GROUP * o), squares = load(moments + 2 * GROUP * o + GROUP);
    UNROLLED for (int p = 0; p < wide; p++) {
      V value = sums[o][p];
      store(to + o * plane + p * GROUP, value);
      value *= mask;
      sum += value;
      squares += value * value;
    }
    store(moments + 2 * GROUP * o, sum);
    store(moments + 2 * GROUP * o + GROUP, squares);
  }
}

INNER void forward(float *z, float *moments, const float *x, const float *w, const float *counts, long inputs, long outputs, long side,
                   const int taps, const int stride, const int relu) {
  long out_side = side / stride, plane = out_side * out_side * GROUP;
  for (long i = 0; i < outputs * 2 * GROUP; i++) moments[i] = 0;
  for (long o = 0; o < outputs; o += FOUR)
    for (long lane = 0; lane < GROUP; lane += LANES)
      for (long row = 0; row < out_side; row++) {
        long column = 0;
        const float *weights = w + o * inputs * taps * taps;
        float *to = z + o * plane + lane, *sums = moments + o * 2 * GROUP + lane;
        for (; column + PIXELS <= out_side; column += PIXELS)
          convolve_forward(to, sums, x + lane, weights, counts + lane, inputs, side, row, column, taps, stride, PIXELS, relu);
        if (PIXELS > 2)
          for (; column < out_side; column += 2)
            convolve_forward(to, sums, x + lane, weights, counts + lane, inputs, side, row, column, taps, stride, 2, relu);
      }
}

TARGET void NAME(forward)(const dnag_convolution *c, float *z, float *moments, const float *x, const float *w, const float *counts) {
  if (c->taps == 1) {
    if (c->relu) forward(z, moments, x, w, counts, c->inputs, c->outputs, c->side, 1, 1, 1);
    else forward(z, moments, x, w, counts, c->inputs, c->outputs, c->side, 1, 1, 0);
  } else if (c->stride == 2) {
    forward(z, moments, x, w, counts, c->inputs, c->outputs, c->side, 3, 2, 1);
  } else if (c->relu) {
    forward(z, moments, x, w, counts, c->inputs, c->outputs, c->side, 3, 1, 1);
  } else {
    forward(z, moments, x, w, counts, c->inputs, c->outputs, c->side, 3, 1, 0);
  }
}

// What reaches the input, where the ReLU let it through (relu: x > 0).
INNER void pass_back(float *dx, const float *x, V value, const int relu, const int adds) {
  if (relu) value = where_positive(value, load(x));
  store(dx, adds ? load(dx) + value : value);
}

// The same sums with the weights turned round give the gradient of a convolution of stride 1. `w`: transposed.
INNER void backward_one(float *dx, const float *dz, const float *x, const float *w, long inputs, long outputs, long side, const int taps,
                        const int relu, const int adds) {
  long plane = side * side * GROUP;
  for (long i = 0; i < inputs; i += FOUR)
    for (long lane = 0; lane < GROUP; lane += LANES)
      for (long row = 0; row < side; row++) {
        const float *weights = w + i * outputs * taps * taps;
        V sums[FOUR][PIXELS];
        for (long column = 0; column < side;) {
          int wide = column + PIXELS <= side ? PIXELS : 2;
          if (wide == PIXELS) convolve(sums, dz + lane, weights, outputs, side, row, column, taps, 1, PIXELS, 0);
          else convolve(sums, dz + lane, weights, outputs, side, row, column, taps, 1, 2, 0);
          long at = i * plane + (row * side + column) * GROUP + lane;
          for (int o = 0; o < FOUR; o++)
            for (int p = 0; p < wide; p++) pass_back(dx + at + o * plane + p * GROUP, x + at + o * plane + p * GROUP, sums[o][p], relu, adds);
          column += wide;
        }
      }
}

// Two pixels of a row of the input for each of the output: of stride 2. An even place meets one tap, an odd one two. `w`: transposed.
INNER void backward_two(float *dx, const float *dz, const float *x, const float *w, long inputs, long outputs, long side, const int adds) {
  FUSE
  enum { PAIRS = PIXELS / 2 };
  long half = side / 2, plane = side * side * GROUP, half_plane = half * half * GROUP;
  for (long i = 0; i < inputs; i += FOUR)
    for (long lane = 0; lane < GROUP; lane += LANES)
      for (long row = 0; row < side; row++)
        for (long column = 0; column < half; column += PAIRS) {
          V even[FOUR][PAIRS], odd[FOUR][PAIRS];
          UNROLLED for (int o = 0; o < FOUR; o++) UNROLLED for (int p = 0; p < PAIRS; p++) even[o][p] = odd[o][p] = (V){0};
          // Tap ky of the output's row y reads the input's row 2y + ky - 1; the weights stand turned round.
          for (int ky = row % 2 ? 0 : 1; ky < 3; ky += 2) {
            long y = (row + 1 - ky) / 2;
            if (y >= half) continue;
            const float *weight = w + (i * 3 + (2 - ky) * FOUR) * outputs * 3, *from = dz + lane + (y * half + column) * GROUP;
            int ends = column + PAIRS == half;
            const float *right = ends ? nothing : from + PAIRS * GROUP;
            long right_step = ends ? 0 : half_plane;
            for (long c = 0; c < outputs; c++) {
              V seen[PAIRS + 1];
              UNROLLED for (int p = 0; p < PAIRS; p++) seen[p] = load(from + p * GROUP);
              seen[PAIRS] = load(right);
              UNROLLED for (int o = 0; o < FOUR; o++) {
                V last = all(weight[o]), middle = all(weight[FOUR + o]), first = all(weight[2 * FOUR + o]);
                UNROLLED for (int p = 0; p < PAIRS; p++) {
                  even[o][p] += middle * seen[p];
                  odd[o][p] += last * seen[p];
                  odd[o][p] += first * seen[p + 1];
                }
              }
              weight += 3 * FOUR;
              from += half_plane;
              right += right_step;
            }
          }
          long at = i * plane + (row * side + 2 * column) * GROUP + lane;
          for (int o = 0; o < FOUR; o++)
            for (int p = 0; p < PAIRS; p++) {
              long here = at + o * plane + 2 * p * GROUP;
              pass_back(dx + here, x + here, even[o][p], 1, adds);
              pass_back(dx + here + GROUP, x + here + GROUP, odd[o][p], 1, adds);
            }
        }
}

TARGET void NAME(backward)(const dnag_convolution *c, float *dx, const float *dz, const float *x, const float *w, int adds) {
  long inputs = c->inputs, outputs = c->outputs, side = c->side;
  if (c->stride == 2) {
    if (adds) backward_two(dx, dz, x, w, inputs, outputs, side, 1);
    else backward_two(dx, dz, x, w, inputs, outputs, side, 0);
  } else if (c->taps == 3) {
    if (adds) backward_one(dx, dz, x, w, inputs, outputs, side, 3, 1, 1);
    else backward_one(dx, dz, x, w, inputs, outputs, side, 3, 1, 0);
  } else if (c->relu) {
    if (adds) backward_one(dx, dz, x, w, inputs, outputs, side, 1, 1, 1);
    else backward_one(dx, dz, x, w, inputs, outputs, side, 1, 1, 0);
  } else {
    if (adds) backward_one(dx, dz, x, w, inputs, outputs, side, 1, 0, 1);
    else backward_one(dx, dz, x, w, inputs, outputs, side, 1, 0, 0);
  }
}

#include "image_weights.h"

#include "image_passes.h"

const dnag_image_kernels NAME(kernels) = {
    NAME(forward), NAME(backward), NAME(weights), NAME(sum), NAME(moments), NAME(norm_sums), NAME(head_sums), NAME(norm_backward),
    NAME(head_backward), NAME(head_forward), NAME(pool), NAME(halve), NAME(halve_backward),
    NAME(limit), 2L * LANES * FOUR * PIXELS,
};
