#pragma once
// Element-wise and row-wise kernels. Dense products belong to BLAS; what is here would be slow when Swift is
// compiled for the baseline CPU, so each function is cloned for wider vector units and chosen at load time.
#include <stddef.h>

// Every matrix is row-major and contiguous. `d…` arguments of backward kernels are accumulated into.

void dnag_fill_rows(float *y, const float *row, long rows, long columns);
void dnag_add_rows(float *y, const float *row, long rows, long columns);
void dnag_column_sums(float *sums, const float *x, long rows, long columns);
void dnag_add(float *y, const float *x, long count);

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

// One step of AdamW (Loshchilov & Hutter 2019) with bias corrections passed in; average = EMA of the weights.
void dnag_adamw(float *weights, float *average, float *m, float *v, const float *gradient, long count,
                float rate, float beta1, float beta2, float correction1, float correction2, float epsilon,
                float decay, float average_decay, float gradient_scale);

double dnag_sum_of_squares(const float *x, long count);

// The posterior over an enumerated space whose members are words of six base-5 digits (digit k has place value 5^k).
// logits[code] = sum over k of table[k][digit_k], plus group[groups[code]], plus prior[code] when prior is not NULL. Returns the largest.
double dnag_code_logits(double *logits, const double *table, const double *group, const unsigned char *groups,
                        const double *prior);
// weights[code] = exp(logits[code] - top); returns their sum.
double dnag_code_weights(float *weights, const double *logits, double top);
// Sums of weights by digit, marginals[k][digit], and by group, group_sums[64].
void dnag_code_marginals(double *marginals, double *group_sums, const float *weights, const unsigned char *groups);
