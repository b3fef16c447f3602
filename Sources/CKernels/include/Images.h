#pragma once
#pragma clang assume_nonnull begin
// Training on images: kernels for groups of sixteen images, a vector lane an image. A map of a group is [channels][side][side][16]. Channels
// are multiples of four, sides are even. `counts` [16] is 1 where a lane has an image and 0 where the last group of a batch is not full.
enum { DNAG_GROUP = 16, DNAG_FOUR = 4, DNAG_MOST_SIDE = 64 };

// A convolution without bias: 3×3 with a border of zeros (stride 1, or 2 after a ReLU), or 1×1.
typedef struct {
  long inputs, outputs;
  // Of the input's map.
  long side;
  int taps, stride;
  // Whether the input passes a ReLU first.
  int relu;
} dnag_convolution;

typedef struct {
  // z = w * relu(x); moments [outputs][2][16]: sums of z and of z² over the images that count. w: [outputs/4][ky][inputs][kx][4].
  void (*_Nonnull forward)(const dnag_convolution *c, float *z, float *moments, const float *x, const float *w, const float *counts);
  // dx (+)= its gradient; w: transposed.
  void (*_Nonnull backward)(const dnag_convolution *c, float *dx, const float *dz, const float *x, const float *w, int adds);
  // dw of the four output channels from `output` on = the gradient over all groups, whose maps follow each other.
  // scratch: [inputs·taps²·4][16].
  void (*_Nonnull weights)(const dnag_convolution *c, float *dw, float *scratch, const float *x, const float *dz, long groups, long output);
  // y (+)= Σ scale·x + shift (none where it is NULL); scales: [terms][channels].
  void (*_Nonnull sum)(float *y, const float *_Nonnull const *_Nonnull x, const float *scales, const float *_Nullable shift, long channels, long pixels,
              long terms, int adds);
  // [channels][2][16]: sums of x and of x² over the images that count.
  void (*_Nonnull moments)(float *moments, const float *x, const float *counts, long channels, long pixels);
  // [channels][2][16]: sums of dy and of dy·(z - mean).
  void (*_Nonnull norm_sums)(float *sums, const float *dy, const float *z, const float *mean, long channels, long pixels);
  // The same where the norm's value scale·x + shift went through a ReLU and a mean over pixels, of which dmean [channels][16] is the slope.
  void (*_Nonnull head_sums)(float *sums, const float *dmean, const float *x, const float *mean, const float *scale, const float *shift, long channels,
                    long pixels);
  // dz = (slope·dy + bend·(z - mean) + offset)·counts, in a map of its own or where z was; linear: [4][channels] slope, bend, mean, offset.
  void (*_Nonnull norm_backward)(float *dz, const float *dy, const float *z, const float *linear, const float *counts, long channels, long pixels);
  void (*_Nonnull head_backward)(float *dx, const float *dmean, const float *x, const float *linear, const float *scale, const float *shift,
                        const float *counts, long channels, long pixels);
  // y [channels][16] = the mean over pixels of relu(scale·x + shift).
  void (*_Nonnull head_forward)(float *y, const float *x, const float *scale, const float *shift, long channels, long pixels);
  // y (+)= factor·(the mean of those of the 3×3 pixels around that there are); or the gradient of that.
  void (*_Nonnull pool)(float *y, const float *x, float factor, long channels, long side, int transposed, int adds);
  // y = the means of 2×2 pixels; dx (+)= their gradient. side: of x.
  void (*_Nonnull halve)(float *y, const float *x, long channels, long side);
  void (*_Nonnull halve_backward)(float *dx, const float *dy, long channels, long side, int adds);
  // What the processor can do at most: so many rounds of `operations` products and sums each, in registers. values: [2][16], overwritten.
  void (*_Nonnull limit)(float *values, long rounds);
  long operations;
} dnag_image_kernels;

// The kernels for this processor. lanes: 16 or 8 to use no wider ones, for tests; 0 for the widest.
const dnag_image_kernels *dnag_images(int lanes);

// The weights as dnag_image_kernels.backward wants them.
void dnag_transpose_weights(const dnag_convolution *c, float *transposed, const float *w);

// [count] sums over the sixteen lanes of [count][16], count a multiple of four; the order of additions is one everywhere.
void dnag_add_lanes(float *sums, const float *lanes, long count);

// totals [count] = sums over groups and lanes of [groups][count][16], in double precision.
void dnag_add_groups(double *totals, const float *lanes, long groups, long count);

// A group's input map from images in order image, channel, row, column. places: where each of `count` images begins in `pixels`, moved by
// (dx, dy) pixels with zeros behind, and mirrored where `mirrored` is not 0. Lanes without an image become zeros.
void dnag_gather_images(float *map, const float *pixels, const long *places, const int *dx, const int *dy, const int *mirrored, long count,
                        long channels, long side);

// One step of SGD with Nesterov momentum and decay, as PyTorch takes it.
void dnag_nesterov(float *weights, float *velocity, const float *gradient, long count, float rate, float momentum, float decay);
#pragma clang assume_nonnull end
