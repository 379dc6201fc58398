class QHAdam(Method):
    """The same above and below Adam's fraction. Ma & Yarats 2019, arXiv:1810.06801."""

    def start(self, x):
        self.m = torch.zeros_like(x)
        self.v = torch.zeros_like(x)
        self.t = 0

    def update(self, x, h, f):
        beta1, beta2 = h.betas
        g = f.gradient(x) + h.weight_decay * x
        self.t += 1
        self.m = beta1 * self.m + (1 - beta1) * g
        self.v = beta2 * self.v + (1 - beta2) * g * g
        top = (1 - h.nu1) * g + h.nu1 * (self.m / (1 - beta1**self.t))
        bottom = ((1 - h.nu2) * g * g + h.nu2 * (self.v / (1 - beta2**self.t))).sqrt() + h.eps
        return x - h.lr * (top / bottom)
