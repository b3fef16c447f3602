"""Stands for a training: writes a table with a figure of every Transformer of docs/examples/transformer.json.

    python3 measure_transformer.py > transformer.csv
"""
import itertools, math

print("arch,accuracy")
for layers, heads, width, activation in itertools.product([2, 3, 4, 6, 8], [2, 4, 8], [128, 192, 256, 384, 512], ["relu", "gelu", "swish"]):
    # Larger is better, to a point; heads want a width of their own; gelu is a little better than the others.
    size = math.log2(layers) + 2 * math.log2(width)
    accuracy = 90 - 0.5 * (size - 18) ** 2 - 0.02 * abs(width / heads - 64) + (1 if activation == "gelu" else 0)
    print(f"layers={layers} heads={heads} width={width} activation={activation},{accuracy:.4f}")
