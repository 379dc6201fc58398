class NovoGrad(Method):
    """One mean square for all coordinates, momentum after the division. Ginsburg et al. 2019, arXiv:1905.11286."""

    def start(self, x):
        self.m = torch.zeros_like(x)
        self.v = None

    def update(self, x, h, f):
        beta1, beta2 = h.betas
        g = f.gradient(x)
        square = g.dot(g)
        self.v = square if self.v is None else beta2 * self.v + (1 - beta2) * square
        self.m = beta1 * self.m + g / ((self.v + h.eps_root).sqrt() + h.eps) + h.weight_decay * x
        return x - h.lr * self.m
