class Signum(Method):
    """The sign of the momentum. Bernstein et al. 2018, arXiv:1802.04434."""

    def start(self, x):
        self.m = torch.zeros_like(x)

    def update(self, x, h, f):
        self.m = h.beta * self.m + (1 - h.beta) * f.gradient(x)
        return x - h.lr * self.m.sign()
