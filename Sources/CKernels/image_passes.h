// Included by image_lanes.h: everything between convolutions, a pass over maps each.

// y (+)= Σ scale·x + shift, a scale a channel and term; a term's scales lie `channels` apart.
INNER void sum_terms(float *y, const float *const *x, const float *scales, const float *shift, long channels, long pixels, const int terms,
                     const int adds) {
  FUSE
  for (long c = 0; c < channels; c++) {
    V scale[4], offset = all(shift ? shift[c] : 0);
    UNROLLED for (int t = 0; t < terms; t++) scale[t] = all(scales[t * channels + c]);
    for (long i = c * pixels * GROUP; i < (c + 1) * pixels * GROUP; i += LANES) {
      V v = adds ? load(y + i) + offset : offset;
      UNROLLED for (int t = 0; t < terms; t++) v += scale[t] * load(x[t] + i);
      store(y + i, v);
    }
  }
}

TARGET void NAME(sum)(float *y, const float *const *x, const float *scales, const float *shift, long channels, long pixels, long terms,
                      int adds) {
  long done = 0;
  do {
    long now = terms - done < 4 ? terms - done : 4;
    const float *const *from = x + done;
    const float *scale = scales + done * channels;
    if (adds) {
      if (now == 1) sum_terms(y, from, scale, shift, channels, pixels, 1, 1);
      else if (now == 2) sum_terms(y, from, scale, shift, channels, pixels, 2, 1);
      else if (now == 3) sum_terms(y, from, scale, shift, channels, pixels, 3, 1);
      else if (now == 4) sum_terms(y, from, scale, shift, channels, pixels, 4, 1);
      else sum_terms(y, from, scale, shift, channels, pixels, 0, 1);
    } else {
      if (now == 1) sum_terms(y, from, scale, shift, channels, pixels, 1, 0);
      else if (now == 2) sum_terms(y, from, scale, shift, channels, pixels, 2, 0);
      else if (now == 3) sum_terms(y, from, scale, shift, channels, pixels, 3, 0);
      else if (now == 4) sum_terms(y, from, scale, shift, channels, pixels, 4, 0);
      else sum_terms(y, from, scale, shift, channels, pixels, 0, 0);
    }
    done += now;
    adds = 1;
    shift = 0;
  } while (done < terms);
}

// Sums of x and x² over the images that count.
TARGET void NAME(moments)(float *moments, const float *x, const float *counts, long channels, long pixels) {
  FUSE
  for (long c = 0; c < channels; c++)
    for (long lane = 0; lane < GROUP; lane += LANES) {
      V sum = {0}, squares = {0}, mask = load(counts + lane);
      for (long i = 0; i < pixels; i++) {
        V v = mask * load(x + (c * pixels + i) * GROUP + lane);
        sum += v;
        squares += v * v;
      }
      store(moments + 2 * c * GROUP + lane, sum);
      store(moments + (2 * c + 1) * GROUP + lane, squares);
    }
}

// Sums of dy and of dy·(z - mean). Where `scale` is given, dy [channels][16] is the slope of a mean over relu(scale·z + shift).
INNER void slopes(float *sums, const float *dy, const float *z, const float *mean, const float *scale, const float *shift, long channels,
                  long pixels, const int is_mean) {
  FUSE
  for (long c = 0; c < channels; c++)
    for (long lane = 0; lane < GROUP; lane += LANES) {
      V sum = {0}, products = {0}, centre = all(mean[c]), slope = {0};
      if (is_mean) slope = load(dy + c * GROUP + lane);
      for (long i = 0; i < pixels; i++) {
        long at = (c * pixels + i) * GROUP + lane;
        V v = load(z + at), d = is_mean ? where_positive(slope, v * scale[c] + shift[c]) : load(dy + at);
        sum += d;
        products += d * (v - centre);
      }
      store(sums + 2 * c * GROUP + lane, sum);
      store(sums + (2 * c + 1) * GROUP + lane, products);
    }
}

TARGET void NAME(norm_sums)(float *sums, const float *dy, const float *z, const float *mean, long channels, long pixels) {
  slopes(sums, dy, z, mean, 0, 0, channels, pixels, 0);
}

TARGET void NAME(head_sums)(float *sums, const float *dmean, const float *x, const float *mean, const float *scale, const float *shift,
                            long channels, long pixels) {
  slopes(sums, dmean, x, mean, scale, shift, channels, pixels, 1);
}

// dz = (slope·dy + bend·(z - mean) + offset)·counts, in a map of its own or where z was. linear: [4][channels] slope, bend, mean, offset.
INNER void norm_gradient(float *dz, const float *dy, const float *z, const float *linear, const float *scale, const float *shift,
                         const float *counts, long channels, long pixels, const int is_mean) {
  FUSE
  for (long c = 0; c < channels; c++)
    for (long lane = 0; lane < GROUP; lane += LANES) {
      V slope = all(linear[c]), bend = all(linear[channels + c]), mean = all(linear[2 * channels + c]), offset = all(linear[3 * channels + c]);
      V mask = load(counts + lane), given = {0};
      if (is_mean) given = load(dy + c * GROUP + lane);
      for (long i = 0; i < pixels; i++) {
        long at = (c * pixels + i) * GROUP + lane;
        V v = load(z + at), d = is_mean ? where_positive(given, v * scale[c] + shift[c]) : load(dy + at);
        V value = offset + bend * (v - mean);
        value += slope * d;
        store(dz + at, mask * value);
      }
    }
}

TARGET void NAME(norm_backward)(float *dz, const float *dy, const float *z, const float *linear, const float *counts, long channels,
                                long pixels) {
  norm_gradient(dz, dy, z, linear, 0, 0, counts, channels, pixels, 0);
}

TARGET void NAME(head_backward)(float *dx, const float *dmean, const float *x, const float *linear, const float *scale, const float *shift,
                                const float *counts, long channels, long pixels) {
  norm_gradient(dx, dmean, x, linear, scale, shift, counts, channels, pixels, 1);
}

// y [channels][16] = mean of relu(scale·x + shift).
TARGET void NAME(head_forward)(float *y, const float *x, const float *scale, const float *shift, long channels, long pixels) {
  FUSE
  for (long c = 0; c < channels; c++)
    for (long lane = 0; lane < GROUP; lane += LANES) {
      V sum = {0};
      for (long i = 0; i < pixels; i++) sum += positive(load(x + (c * pixels + i) * GROUP + lane) * scale[c] + shift[c]);
      store(y + c * GROUP + lane, sum * (1.0f / (float)pixels));
    }
}

// y (+)= factor·(the mean over the 3×3 pixels around, those that there are); transposed: its gradient.
TARGET void NAME(pool)(float *y, const float *x, float factor, long channels, long side, int transposed, int adds) {
  FUSE
  float column_sums[DNAG_MOST_SIDE * LANES];
  for (long c = 0; c < channels; c++)
    for (long lane = 0; lane < GROUP; lane += LANES)
      for (long row = 0; row < side; row++) {
        const float *plane = x + c * side * side * GROUP + lane;
        float *to = y + (c * side * side + row * side) * GROUP + lane;
        float inner = 1.0f / 3, outer = 0.5f;
        for (long i = 0; i < side; i++) {
          V sum = {0};
          for (long r = row > 0 ? row - 1 : 0; r <= row + 1 && r < side; r++) {
            V v = load(plane + (r * side + i) * GROUP);
            sum += transposed ? v * (r == 0 || r == side - 1 ? outer : inner) : v;
          }
          store(column_sums + i * LANES, transposed ? sum * (i == 0 || i == side - 1 ? outer : inner) : sum);
        }
        float rows = transposed ? factor : factor * (row == 0 || row == side - 1 ? outer : inner);
        for (long i = 0; i < side; i++) {
          V sum = load(column_sums + i * LANES);
          if (i > 0) sum += load(column_sums + (i - 1) * LANES);
          if (i + 1 < side) sum += load(column_sums + (i + 1) * LANES);
          sum *= transposed ? rows : rows * (i == 0 || i == side - 1 ? outer : inner);
          store(to + i * GROUP, adds ? load(to + i * GROUP) + sum : sum);
        }
      }
}

// The means of 2×2 pixels, for a map of half the side; and dx (+)= their gradient.
TARGET void NAME(halve)(float *y, const float *x, long channels, long side) {
  long half = side / 2;
  for (long c = 0; c < channels; c++)
    for (long row = 0; row < half; row++)
      for (long i = 0; i < half; i++)
        for (long lane = 0; lane < GROUP; lane += LANES) {
          const float *from = x + ((c * side + 2 * row) * side + 2 * i) * GROUP + lane, *below = from + side * GROUP;
          V sum = (load(from) + load(from + GROUP)) + (load(below) + load(below + GROUP));
          store(y + ((c * half + row) * half + i) * GROUP + lane, sum * 0.25f);
        }
}

TARGET void NAME(halve_backward)(float *dx, const float *dy, long channels, long side, int adds) {
  long half = side / 2;
  for (long c = 0; c < channels; c++)
    for (long row = 0; row < side; row++)
      for (long i = 0; i < side; i++)
        for (long lane = 0; lane < GROUP; lane += LANES) {
          float *to = dx + ((c * side + row) * side + i) * GROUP + lane;
          V slope = load(dy + ((c * half + row / 2) * half + i / 2) * GROUP + lane) * 0.25f;
          store(to, adds ? load(to) + slope : slope);
        }
}

// As many products and sums, fused where the processor can, as convolutions keep in registers: what the processor can do at most.
TARGET void NAME(limit)(float *values, long rounds) {
  FUSE
  enum { SUMS = FOUR * PIXELS };
  V sums[SUMS], factor = load(values), addend = load(values + GROUP);
  UNROLLED for (int k = 0; k < SUMS; k++) sums[k] = addend * (float)k;
  for (long r = 0; r < rounds; r++) UNROLLED for (int k = 0; k < SUMS; k++) sums[k] = sums[k] * factor + addend;
  UNROLLED for (int k = 1; k < SUMS; k++) sums[0] += sums[k];
  store(values, sums[0]);
}
