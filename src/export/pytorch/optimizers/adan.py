class Adan(Method):
    """Adam with the change of the gradient as a third average. Xie et al. 2022, arXiv:2208.06677."""

    def start(self, x):
        self.m = torch.zeros_like(x)
        self.v = torch.zeros_like(x)
        self.n = torch.zeros_like(x)
        self.previous = None
        self.t = 0

    def update(self, x, h, f):
        beta1, beta2, beta3 = h.betas
        g = f.gradient(x)
        change = torch.zeros_like(x) if self.previous is None else g - self.previous
        self.previous = g
        self.t += 1
        self.m = beta1 * self.m + (1 - beta1) * g
        self.v = beta2 * self.v + (1 - beta2) * change
        self.n = beta3 * self.n + (1 - beta3) * (g + (1 - beta2) * change) ** 2
        m = self.m / (1 - beta1**self.t)
        v = self.v / (1 - beta2**self.t)
        n = self.n / (1 - beta3**self.t)
        u = (m + (1 - beta2) * v) / ((n + h.eps_root).sqrt() + h.eps)
        return x - h.lr * (u + h.weight_decay * x)
