"""Lists the cells of NAS-Bench-101 (Ying et al. 2019), each once: up to NODES nodes, three operations, at most nine edges.

    python3 list_nasbench101.py 6 > nasbench101.csv     # 64,542 cells; with 7 nodes all 423,624

Two cells are one where a numbering of the inner nodes turns one into the other, so of each class of graphs one stands for all, and of each
class of operations on that graph one.
"""
import itertools, sys

OPERATIONS = ["conv3x3", "conv1x1", "maxpool3x3"]
MOST_EDGES = 9


def graphs(count):
    """One graph of each class with this many nodes, and the numberings of its inner nodes that leave it as it is."""
    pairs = [(a, b) for b in range(count) for a in range(b)]
    bit = {pair: 1 << place for place, pair in enumerate(pairs)}
    leaving = [sum(bit[a, b] for a, b in pairs if a == node) for node in range(count - 1)]
    entering = [sum(bit[a, b] for a, b in pairs if b == node) for node in range(1, count)]
    orders = [(0, *order, count - 1) for order in itertools.permutations(range(1, count - 1))]
    seen = set()
    for mask in range(1 << len(pairs)):
        # Every node lies on a path from the input to the output.
        if bin(mask).count("1") > MOST_EDGES or not all(mask & part for part in leaving + entering) or mask in seen:
            continue
        edges = [pair for pair in pairs if mask & bit[pair]]
        same = []
        for order in orders:
            moved = [(order[a], order[b]) for a, b in edges]
            if all(a < b for a, b in moved):
                other = sum(bit[pair] for pair in moved)
                seen.add(other)
                if other == mask:
                    same.append(order)
        yield edges, same


def main(most):
    inner = [str(node) for node in range(1, most - 1)]
    print(",".join(inner + ["edges"]))
    for count in range(2, most + 1):
        names = ["in"] + inner[: count - 2] + ["out"]
        for edges, same in graphs(count):
            text = " ".join(f"{names[a]}>{names[b]}" for a, b in edges)
            for chosen in itertools.product(range(len(OPERATIONS)), repeat=count - 2):
                if all(chosen <= tuple(chosen[order[node] - 1] for node in range(1, count - 1)) for order in same):
                    print(",".join([OPERATIONS[place] for place in chosen] + ["none"] * (most - count) + [text]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 6)
