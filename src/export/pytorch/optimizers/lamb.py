class Lamb(Method):
    """Adam whose step is as long as lr times the point. You et al. 2020, arXiv:1904.00962."""

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
        v = self.v / (1 - beta2**self.t)
        u = m / ((v + h.eps_root).sqrt() + h.eps) + h.weight_decay * x
        of_x, of_u = x.norm(), u.norm()
        return x - h.lr * u * (of_x / of_u if of_x > 0 and of_u > 0 else 1.0)
