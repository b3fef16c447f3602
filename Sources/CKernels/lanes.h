#pragma once
// Eight floats, at any address.
typedef float lanes __attribute__((vector_size(32), aligned(4)));
