class Lion(Method):
    """The sign of an average between momentum and gradient. Chen et al. 2023, arXiv:2302.06675."""

    def start(self, x):
        self.m = torch.zeros_like(x)

    def update(self, x, h, f):
        beta1, beta2 = h.betas
        g = f.gradient(x)
        u = beta1 * self.m + (1 - beta1) * g
        self.m = beta2 * self.m + (1 - beta2) * g
        return x - h.lr * (u.sign() + h.weight_decay * x)
