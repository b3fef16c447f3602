#pragma once
// What would be slow when Swift is compiled for the baseline CPU: element-wise and row-wise kernels, each cloned for wider vector units and
// chosen at load time, and the dense products of networks that run, to the same bits on every processor that has them. Those of training
// belong to BLAS.
#include <stddef.h>
#include "Images.h"

// Every matrix is row-major and contiguous. `d…` arguments of backward kernels are accumulated into.

void dnag_fill_rows(float *y, const float *row, long rows, long columns);
void dnag_add_rows(float *y, const float *row, long rows, long columns);
void dnag_column_sums(float *sums, const float *x, long rows, long columns);
void dnag_add(float *y, const float *x, long count);
void dnag_sum(float *y, const float *a, const float *b, long count);

// What every node of a sample gathers along its edges (A*f) and against them (B*g): y = (relu(A*f) + relu(B*g)) / 2.
// A, B: [samples][nodes][nodes], of which entries that are 0 cost nothing; all others [samples*nodes][columns], sums before the relu.
void dnag_gather_both_ways(float *y, float *along_sums, float *against_sums, const float *along, const float *f,
                           const float *against, const float *g, long samples, long nodes, long columns);
// One of the two ways, d = dy/2 where the sum is above 0: df += A^T*d; dA += d*f^T.
void dnag_gather_backward(float *df, const float *dy, const float *sums, const float *along, long samples, long nodes,
                          long columns);
void dnag_gather_weights_backward(float *dalong, const float *dy, const float *sums, const float *f, long samples, long nodes,
                                  long columns);

// y = x*W^T + bias, x: [rows][inputs], W: [outputs][inputs]; inputs a multiple of 8. A row's bits do not depend on the number of rows.
// Fast where dnag_has_row_kernel() is not 0 and `inputs` is some hundreds; a BLAS serves other cases better.
int dnag_has_row_kernel(void);
void dnag_linear_rows(float *y, const float *x, const float *w, const float *bias, long rows, long outputs, long inputs);
// Whether the machine has fast kernels for the three products below. Every number of theirs is where it starts and then one fused
// multiply-add an input, in order, whatever the processor, and a row's bits do not depend on the number of rows.
int dnag_has_packed_kernels(void);
// y = x*W; y += x*W; W: [inputs][outputs]. Fast where `inputs` times 32 weights fit the first cache.
void dnag_multiply_rows(float *y, const float *x, const float *w, long rows, long outputs, long inputs);
void dnag_multiply_rows_add(float *y, const float *x, const float *w, long rows, long outputs, long inputs);
// y = x*W + bias (none where it is NULL), at any size: W in strips of so many outputs, each [inputs][outputs of the strip], the last one
// what is left.
enum { DNAG_STRIP = 32 };
void dnag_multiply_strips(float *y, const float *x, const float *strips, const float *bias, long rows, long outputs,
                          long inputs);

void dnag_silu(float *y, const float *x, long count);
void dnag_silu_backward(float *dx, const float *dy, const float *x, long count);

void dnag_softmax(float *y, const float *x, long rows, long columns);
void dnag_sigmoid(float *y, const float *x, long count);

// statistics: [rows][2] = mean, 1/sd
void dnag_layer_norm(float *y, float *statistics, const float *x, const float *gain, const float *bias,
                     long rows, long columns, float epsilon);
void dnag_layer_norm_backward(float *dx, float *dgain, float *dbias, const float *dy, const float *x,
                              const float *statistics, const float *gain, long rows, long columns);

// qkv: [samples*nodes][3*width] (query | key | value, heads side by side); bias: [samples][heads][nodes][nodes] or NULL;
// probabilities: same shape as bias; y: [samples*nodes][width].
void dnag_attention(float *y, float *probabilities, const float *qkv, const float *bias,
                    long samples, long nodes, long heads, long head_width);
// Any of dqkv, dbias may be NULL.
void dnag_attention_backward(float *dqkv, float *dbias, const float *dy, const float *probabilities, const float *qkv,
                             long samples, long nodes, long heads, long head_width);

void dnag_relu(float *y, const float *x, long count);
void dnag_relu_backward(float *dx, const float *dy, const float *x, long count);
void dnag_elu(float *y, const float *x, long count);
void dnag_tanh(float *y, const float *x, long count);
// These two read the function's value y, not its argument.
void dnag_elu_backward(float *dx, const float *dy, const float *y, long count);
void dnag_tanh_backward(float *dx, const float *dy, const float *y, long count);

// y = (1 + s + s²/3)·exp(-s) with s = √(5x): the Matérn covariance 5/2 of a squared distance x; what is below 0 counts as 0.
void dnag_matern52(float *y, const float *x, long count);

// y = factor*x; y += factor*x; y = x*mask; y += x*mask.
void dnag_scale(float *y, const float *x, float factor, long count);
void dnag_add_scaled(float *y, const float *x, float factor, long count);
void dnag_multiply(float *y, const float *x, const float *mask, long count);
void dnag_multiply_add(float *y, const float *x, const float *mask, long count);

// Attention between two sets a sample. q: [samples*queries][heads*head_width]; k, v: [samples*keys][heads*head_width];
// mask: [samples][queries][keys] or NULL, the logit is -1e9 where it is 0; probabilities: [samples][heads][queries][keys].
void dnag_set_attention(float *probabilities, const float *q, const float *k, const float *mask, long samples,
                        long queries, long keys, long heads, long head_width, float scale);
// y = probabilities * v.
void dnag_set_attention_mix(float *y, const float *probabilities, const float *v, long samples, long queries, long keys,
                            long heads, long head_width);
// dv may be NULL.
void dnag_set_attention_mix_backward(float *dp, float *dv, const float *dy, const float *probabilities, const float *v,
                                     long samples, long queries, long keys, long heads, long head_width);
// Any of dq, dk may be NULL.
void dnag_set_attention_backward(float *dq, float *dk, const float *dp, const float *probabilities, const float *q,
                                 const float *k, const float *mask, long samples, long queries, long keys, long heads,
                                 long head_width, float scale);

// One step of AdamW (Loshchilov & Hutter 2019) with bias corrections passed in; average = EMA of the weights.
void dnag_adamw(float *weights, float *average, float *m, float *v, const float *gradient, long count,
                float rate, float beta1, float beta2, float correction1, float correction2, float epsilon,
                float decay, float average_decay, float gradient_scale);

double dnag_sum_of_squares(const float *x, long count);

// The counter's value before it went up by one; any number of threads may ask.
long dnag_take(long *counter);

// Posteriors over a list of `rows` architectures for eight states at once; [...][8] is a value a state. Rows with one pattern are a run:
// rows starts[i] ..< starts[i+1]. places: [rows][terms], each an entry of a table. A state's bits do not depend on the other states.

// logits[row] = bases[run] + sum over terms of table[places[row][t]] (+ prior, or NULL: [rows], or where each state has its own [rows][8]);
// top: the largest [8].
void dnag_listed_logits(float *logits, float *top, const unsigned short *places, const long *starts, long runs, long terms, const float *table,
                        const float *bases, const float *prior, int own);

// logits become weights exp(logit - top); totals: their sums [8].
void dnag_listed_weights(float *weights, double *totals, const float *top, long rows);

// Sums of any weights by entry of the table, [count][8], and by run, [runs][8]. table: scratch [count][8].
void dnag_listed_marginals(double *marginals, double *run_sums, const float *weights, const unsigned short *places, const long *starts, long runs,
                           long terms, long count, float *table);

// means[s] = sum over rows of weights·values, both [rows][8].
void dnag_listed_means(double *means, const float *weights, const float *values, long rows);

// values = weights·(values - centre)·scale, centre and scale [8].
void dnag_listed_deviations(float *values, const float *weights, const float *centre, const float *scale, long rows);

// output (+)= weights·(slope·d + bend·(d² - variance)) with d = scores[row] - mean; mean, variance, slope and bend [8]; times known[row] where it is given.
void dnag_listed_tilts(float *output, const float *weights, const float *scores, const float *known, const float *mean, const float *variance,
                       const float *slope, const float *bend, long rows, int adds);

// sums[column] = sum over rows of weights·score [8], then of weights·score² [8]; scores: [columns][rows].
void dnag_listed_moments(double *sums, const float *weights, const float *scores, long rows, long columns);
