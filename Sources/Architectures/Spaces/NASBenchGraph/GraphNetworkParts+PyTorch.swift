extension GraphNetworkParts {
    /// The network as one Python file that needs PyTorch and PyTorch Geometric: the layers that `GraphNetworkCost` counts. Run, it prints its number
    /// of parameters on each data set of the benchmark.
    var pyTorchModule: String {
        let tasks = GraphNetworkCost.Task.all.map { task in
            "    \"\(task.name)\": (\(task.features), \(task.width), \(task.classes), \(task.hasPre ? "True" : "False"), \(task.hasPost ? "True" : "False")),"
        }
        return """
            \"\"\"A graph neural network of NAS-Bench-Graph (Qin et al. 2022).

            Network: \(text)
            \"\"\"
            import torch
            from torch import nn
            from torch_geometric import nn as gnn

            # Of each node: where its input comes from (0 the data, k the k-th node), and its operation.
            LINKS = (\(links.map(String.init).joined(separator: ", ")))
            OPERATIONS = (\(operations.map { "\"\($0.name)\"" }.joined(separator: ", ")))
            # The benchmark's choices: features, width, classes, a linear layer in front, a linear layer behind.
            TASKS = {
            \(tasks.joined(separator: "\n"))
            }

            \(Self.pyTorchBody)
            """
    }

    /// What is the same for every network.
    private static let pyTorchBody = """

        def layer(name, inputs, outputs):
            if name == "gat":
                return gnn.GATConv(inputs, outputs // 2, heads=2)
            if name == "gcn":
                return gnn.GCNConv(inputs, outputs)
            if name == "gin":
                return gnn.GINConv(nn.Linear(inputs, outputs))
            if name == "cheb":
                return gnn.ChebConv(inputs, outputs, K=2)
            if name == "sage":
                return gnn.SAGEConv(inputs, outputs)
            if name == "arma":
                return gnn.ARMAConv(inputs, outputs)
            if name == "graph":
                return gnn.GraphConv(inputs, outputs)
            if name == "fc":
                return nn.Linear(inputs, outputs)
            if name == "skip":
                return nn.Identity()
            raise ValueError(f"unknown operation {name!r}")


        class Network(nn.Module):
            \"\"\"Features [vertices, features] and edges [2, edges] to class scores [vertices, classes].\"\"\"

            def __init__(self, features, width, classes, pre=False, post=False, dropout=0.0):
                super().__init__()
                self.dropout = nn.Dropout(dropout)
                self.pre = nn.Linear(features, width) if pre else nn.Identity()
                widths = [width if pre else features]
                self.layers, self.norms = nn.ModuleList(), nn.ModuleList()
                for link, name in zip(LINKS, OPERATIONS):
                    inputs = widths[link]
                    self.layers.append(layer(name, inputs, width))
                    outputs = inputs if name == "skip" else width
                    # The benchmark keeps a norm of the usual width also where data of another width are skipped on; nothing passes through it.
                    self.norms.append(nn.BatchNorm1d(width))
                    widths.append(outputs)
                self.leaves = [node for node in range(1, 5) if node not in LINKS]
                last = sum(widths[node] for node in self.leaves)
                self.post = nn.Linear(last, width) if post else nn.Identity()
                self.classifier = nn.Linear(width if post else last, classes)

            def forward(self, x, edge_index):
                maps = [self.pre(x)]
                for link, name, operation, norm in zip(LINKS, OPERATIONS, self.layers, self.norms):
                    value = maps[link]
                    if name in ("fc", "skip"):
                        value = operation(value)
                    else:
                        value = operation(value, edge_index)
                    if value.shape[-1] == norm.num_features:
                        value = norm(value)
                    if name != "skip":
                        value = self.dropout(torch.relu(value))
                    maps.append(value)
                joined = torch.cat([maps[node] for node in self.leaves], dim=-1)
                return self.classifier(torch.relu(self.post(joined)))


        if __name__ == "__main__":
            for task, choices in TASKS.items():
                print(task, sum(weights.numel() for weights in Network(*choices).parameters()))

        """
}
