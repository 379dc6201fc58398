# needs: quotient
class MARS(Method):
    """AdamW that sees the change of the gradient exaggerated. Yuan et al. 2024, arXiv:2411.10438."""

    def start(self, x):
        self.m = torch.zeros_like(x)
        self.v = torch.zeros_like(x)
        self.previous = None
        self.t = 0

    def update(self, x, h, f):
        beta1, beta2 = h.betas
        g = f.gradient(x)
        c = g if self.previous is None else g + h.gamma * (beta1 / (1 - beta1)) * (g - self.previous)
        self.previous = g
        length = c.norm()
        c = c / length if length > 1 else c
        self.t += 1
        self.m = self.m + (1 - beta1) * (c - self.m)
        self.v = beta2 * self.v + (1 - beta2) * c * c
        m = self.m / (1 - beta1**self.t)
        step = quotient(m, self.v.sqrt() / math.sqrt(1 - beta2**self.t) + h.eps)
        return (1 - h.lr * h.weight_decay) * x - h.lr * step
