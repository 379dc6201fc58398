class QHM(Method):
    """An average of gradient and momentum. Ma & Yarats 2019, arXiv:1810.06801."""

    def start(self, x):
        self.m = torch.zeros_like(x)

    def update(self, x, h, f):
        g = f.gradient(x) + h.weight_decay * x
        self.m = h.beta * self.m + (1 - h.beta) * g
        return x - h.lr * ((1 - h.nu) * g + h.nu * self.m)
