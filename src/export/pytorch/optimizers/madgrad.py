class Madgrad(Method):
    """Gradients summed from the start point, divided by a cube root. Defazio & Jelassi 2021, arXiv:2101.11075."""

    def start(self, x):
        self.first = x.clone()
        self.sum = torch.zeros_like(x)
        self.squares = torch.zeros_like(x)
        self.t = 0

    def update(self, x, h, f):
        g = f.gradient(x) + h.weight_decay * x
        self.t += 1
        # As optax does it, in single precision.
        single = torch.tensor([h.lr + h.eps, self.t], dtype=torch.float32)
        weight = (single[0] * single[1].sqrt()).double()
        self.sum = self.sum + weight * g
        self.squares = self.squares + weight * (g * g)
        z = self.first - self.sum / (self.squares ** (1 / 3) + h.eps)
        return (1 - h.momentum) * z + h.momentum * x
