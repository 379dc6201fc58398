class AdaBelief(Method):
    """Divides by how much the gradient surprises the momentum. Zhuang et al. 2020, arXiv:2010.07468."""

    def start(self, x):
        self.m = torch.zeros_like(x)
        self.v = torch.zeros_like(x)
        self.t = 0

    def update(self, x, h, f):
        beta1, beta2 = h.betas
        g = f.gradient(x)
        self.t += 1
        self.m = beta1 * self.m + (1 - beta1) * g
        self.v = beta2 * self.v + (1 - beta2) * (g - self.m) ** 2 + h.eps_root
        m = self.m / (1 - beta1**self.t)
        if h.nesterov:
            m = beta1 * self.m / (1 - beta1 ** (self.t + 1)) + (1 - beta1) * g / (1 - beta1**self.t)
        v = self.v / (1 - beta2**self.t)
        return x - h.lr * (m / (v.sqrt() + h.eps))
