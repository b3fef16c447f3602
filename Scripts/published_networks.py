"""The published networks in PyTorch, written from their description, with the weights' names of the released code.

For checks of Scripts/convert_checkpoint.py and for timings; dnag itself needs no PyTorch.
"""

import math

import torch
from torch import nn
from torch.nn.functional import elu, relu, silu


def time_features(tau, width):
    """[samples] -> [samples, width]: sines, then cosines."""
    half = width // 2
    frequencies = torch.exp(-math.log(10000) / (half - 1) * torch.arange(half))
    angles = tau[:, None] * frequencies[None, :]
    return torch.cat([angles.sin(), angles.cos()], 1)


def position_features(nodes, width, period):
    position = (torch.arange(nodes) % period)[:, None]
    channel = torch.arange(width)
    angles = position / 10000 ** ((channel - channel % 2) / width)
    return torch.where(channel % 2 == 0, angles.sin(), angles.cos())


def attention(q, k, v, heads, scale, mask=None):
    """Heads side by side in the last axis; mask [samples, queries, keys] forbids where it is 0."""
    def split(x):
        return x.view(x.shape[0], x.shape[1], heads, -1).transpose(1, 2)

    logits = split(q) @ split(k).transpose(-2, -1) * scale
    if mask is not None:
        logits = logits.masked_fill(mask[:, None] == 0, -1e9)
    mixed = logits.softmax(-1) @ split(v)
    return mixed.transpose(1, 2).reshape(q.shape)


class ScoreNetwork(nn.Module):
    def __init__(self, nodes=8, ops=7, layers=12, width=64, heads=8, ff=128, period=None):
        super().__init__()
        self.width, self.heads = width, heads
        self.register_buffer("positions", position_features(nodes, width, period or nodes), persistent=False)
        self.opEmb = nn.ModuleDict({"fc": nn.Linear(ops, width)})
        self.timeEmb1, self.timeEmb2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        blocks = [
            nn.ModuleDict({
                "self_attn": nn.ModuleDict({
                    "norm": nn.LayerNorm(width),
                    "attn": nn.ModuleDict({"linears": nn.ModuleList([nn.Linear(width, width) for _ in range(4)])}),
                }),
                "feed_forward": nn.ModuleDict({
                    "norm": nn.LayerNorm(width),
                    "feed_forward": nn.ModuleDict({"w_1": nn.Linear(width, ff), "w_2": nn.Linear(ff, width)}),
                }),
            }) for _ in range(layers)
        ]
        norms = [nn.LayerNorm(width) for _ in range(layers)]
        self.graph_encoder = nn.ModuleDict(
            {"encoder_f": nn.ModuleDict({"layers": nn.ModuleList(blocks), "norms": nn.ModuleList(norms)})})
        wide = 2 * layers * width
        self.final = nn.ModuleDict({"linears": nn.ModuleList(
            [nn.Linear(layers * width, wide), nn.Linear(wide, wide), nn.Linear(wide, ops)])})

    def forward(self, x, tau, mask):
        time = self.timeEmb2(silu(self.timeEmb1(time_features(tau, self.width))))
        h = math.sqrt(self.width) * self.opEmb["fc"](x) + self.positions + time[:, None, :]
        encoder, copies = self.graph_encoder["encoder_f"], []
        for block, norm in zip(encoder["layers"], encoder["norms"]):
            part = block["self_attn"]
            query, key, value, out = part["attn"]["linears"]
            y = part["norm"](h)
            h = h + out(attention(query(y), key(y), value(y), self.heads, (self.width // self.heads) ** -0.5, mask))
            part = block["feed_forward"]
            inner = part["feed_forward"]
            h = h + inner["w_2"](relu(inner["w_1"](part["norm"](h))))
            copies.append(norm(h))
        first, second, third = self.final["linears"]
        return third(elu(second(elu(first(torch.cat(copies, -1))))))


class AttentionBlock(nn.Module):
    def __init__(self, queries, keys, width):
        super().__init__()
        self.fc_q, self.fc_k, self.fc_v = nn.Linear(queries, width), nn.Linear(keys, width), nn.Linear(keys, width)
        self.fc_o = nn.Linear(width, width)

    def forward(self, x, y):
        q = self.fc_q(x)
        o = q + attention(q, self.fc_k(y), self.fc_v(y), 4, q.shape[-1] ** -0.5)
        return o + relu(self.fc_o(o))


class SetPool(nn.Module):
    def __init__(self, inputs, width):
        super().__init__()
        self.enc = nn.ModuleList(
            [nn.ModuleDict({"mab": AttentionBlock(size, size, width)}) for size in (inputs, width)])
        pool = nn.ModuleDict({"mab": AttentionBlock(width, width, width)})
        pool.register_parameter("S", nn.Parameter(torch.randn(1, 1, width) / width**0.5))
        self.dec = nn.ModuleList([pool, nn.Linear(width, width)])

    def forward(self, x):
        for block in self.enc:
            x = block["mab"](x, x)
        pooled = self.dec[0]["mab"](self.dec[0].S.expand(x.shape[0], -1, -1), x)
        return self.dec[1](pooled)[:, 0]


class GraphLayer(nn.Module):
    def __init__(self, inputs, width):
        super().__init__()
        self.weight1 = nn.Parameter(torch.randn(inputs, width) / inputs**0.5)
        self.weight2 = nn.Parameter(torch.randn(inputs, width) / inputs**0.5)

    def forward(self, h, along, against):
        return (relu(along @ (h @ self.weight1)) + relu(against @ (h @ self.weight2))) / 2


class Predictor(nn.Module):
    """dataset: (features, code, hidden) where it is conditioned on a dataset."""

    def __init__(self, ops=7, hidden=144, layers=4, out=128, dataset=None):
        super().__init__()
        self.hidden = hidden
        self.gcn = nn.ModuleList([GraphLayer(hidden if i else ops, hidden) for i in range(layers)])
        self.fc1 = nn.Linear(hidden, out, bias=False)
        self.timeEmb1, self.timeEmb2 = nn.Linear(hidden, 4 * hidden), nn.Linear(4 * hidden, hidden)
        if dataset:
            features, code, width = dataset
            self.intra_setpool, self.inter_setpool = SetPool(features, code), SetPool(code, code)
            self.set_fc = nn.Sequential(nn.Linear(features, code), nn.ReLU())  # never used, as in the released code
            self.pred_fc = nn.Sequential(nn.Linear(code + out, width), nn.Tanh(), nn.Linear(width, 1))
        else:
            self.fc2 = nn.Linear(out, 1, bias=False)

    def code(self, images):
        """[classes, samples, features] -> [1, code]"""
        return self.inter_setpool(self.intra_setpool(images)[None])

    def forward(self, x, tau, adjacency, code=None):
        def rows(a):
            return a / a.sum(-1, keepdim=True)

        loops = rows(adjacency + torch.eye(adjacency.shape[-1]))
        along, against, h = rows(loops), rows(loops.transpose(-2, -1)), x
        for layer in self.gcn:
            h = layer(h, along, against)
        time = self.timeEmb2(silu(self.timeEmb1(time_features(tau, self.hidden))))
        encoded = self.fc1(h.mean(1) + time)
        if code is None:
            return self.fc2(encoded)
        return self.pred_fc(torch.cat([code.expand(len(x), -1), encoded], -1))


def line_graph():
    mask = torch.zeros(8, 8)
    for start, ends in {0: (1, 2, 4), 1: (3, 5), 2: (6,), 3: (6,), 4: (7,), 5: (7,), 6: (7,)}.items():
        mask[start, list(ends)] = 1
    return mask
