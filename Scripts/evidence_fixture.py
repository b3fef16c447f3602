#!/usr/bin/env python3
"""Prints the numbers of Tests/SearchTests/EvidenceTests.swift: the evidence of a Gaussian process by NumPy and SciPy, which share no code with ours.

The covariance is a(M(w₁d₁ + w₂d₂) + l·P + (noise + 10⁻⁶)·1): M the Matérn 5/2 by the modified Bessel function, d squared distances in two groups of features,
P products of the second group's. The mean is that of generalised least squares; the amplitude a maximises likelihood times prior.
"""
import numpy as np
from scipy import optimize, special, stats

X = np.array([[0.3, -1.2, 0.5], [1.1, 0.4, -0.7], [-0.6, 0.9, 1.3], [0.8, -0.2, 0.1], [-1.4, 0.6, -1.1], [0.2, 1.7, 0.9], [-0.9, -0.8, 0.4]])
Y = np.array([0.7, -0.4, 1.1, 0.2, -1.6, 0.9, -0.3])
FIRST = 0.5 * (X[:, None, 0] - X[None, :, 0]) ** 2
SECOND = 0.25 * ((X[:, None, 1:] - X[None, :, 1:]) ** 2).sum(-1)
PRODUCTS = 0.25 * X[:, 1:] @ X[:, 1:].T
PRIORS = stats.norm([0, 0, -3.5, -1], [1, 1, 1, 1.5])
POINTS = [[0, 0, -3.5, -1], [0.7, -0.5, -2, -1.5], [-1, 1.2, -4, 0.5], [1.5, 0.3, -1, -3]]


def matern(square):
    s = np.sqrt(5 * square)
    safe = np.where(s > 0, s, 1)
    return np.where(s > 0, 2 ** (1 - 2.5) / special.gamma(2.5) * safe**2.5 * special.kv(2.5, safe), 1.0)


def likeliest(point):
    """The mean, the amplitude, and −ln(likelihood · the amplitude's prior exp(−1/a)/a) there."""
    w = np.exp(point)
    covariance = matern(w[0] * FIRST + w[1] * SECOND) + w[3] * PRODUCTS + (w[2] + 1e-6) * np.eye(len(Y))
    inverse = np.linalg.inv(covariance)
    mean = inverse.sum(0) @ Y / inverse.sum()

    def loss(log):
        return -stats.multivariate_normal.logpdf(Y, np.full(len(Y), mean), np.exp(log) * covariance) + np.exp(-log) + log

    found = optimize.minimize_scalar(loss, bracket=(-2, 0, 2), tol=1e-14)
    return mean, np.exp(found.x), found.fun


def loss(point):
    return likeliest(np.asarray(point, float))[2] - PRIORS.logpdf(point).sum()


def gradient(point, step=1e-3):
    def moved(axis, by):
        return loss([value + by * (place == axis) for place, value in enumerate(point)])

    return [(8 * (moved(k, step) - moved(k, -step)) - moved(k, 2 * step) + moved(k, -2 * step)) / (12 * step) for k in range(4)]


for point in POINTS:
    mean, amplitude, _ = likeliest(np.asarray(point, float))
    print(point, f"loss {loss(point) - loss(POINTS[0]):.9f} mean {mean:.9f} amplitude {amplitude:.9f}", "gradient", [f"{g:.6f}" for g in gradient(point)])
best = optimize.minimize(loss, POINTS[0], method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-10, "maxiter": 20_000})
print("least at", best.x, f"loss {best.fun - loss(POINTS[0]):.9f}")
