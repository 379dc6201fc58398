class NAdamW(Method):
    """NAdam without the schedule of its momentum, as in optax. Dozat 2016; decay as in AdamW."""

    def start(self, x):
        self.m = torch.zeros_like(x)
        self.v = torch.zeros_like(x)
        self.t = 0

    def update(self, x, h, f):
        beta1, beta2 = h.betas
        g = f.gradient(x)
        self.t += 1
        self.m = beta1 * self.m + (1 - beta1) * g
        self.v = beta2 * self.v + (1 - beta2) * g * g
        m = self.m / (1 - beta1**self.t)
        if h.nesterov:
            m = beta1 * self.m / (1 - beta1 ** (self.t + 1)) + (1 - beta1) * g / (1 - beta1**self.t)
        v = self.v / (1 - beta2**self.t)
        return x - h.lr * (m / ((v + h.eps_root).sqrt() + h.eps) + h.weight_decay * x)
