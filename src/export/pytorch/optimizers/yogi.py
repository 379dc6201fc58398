class Yogi(Method):
    """Adam whose mean square moves by small amounts only. Zaheer et al. 2018, NeurIPS 31."""

    def start(self, x):
        self.m = torch.full_like(x, 1e-6)
        self.v = torch.full_like(x, 1e-6)
        self.t = 0

    def update(self, x, h, f):
        beta1, beta2 = h.betas
        g = f.gradient(x)
        self.t += 1
        self.m = beta1 * self.m + (1 - beta1) * g
        self.v = self.v - (1 - beta2) * (self.v - g * g).sign() * (g * g)
        m = self.m / (1 - beta1**self.t)
        v = self.v / (1 - beta2**self.t)
        return x - h.lr * (m / (v.sqrt() + h.eps))
