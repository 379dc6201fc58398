class Adopt(Method):
    """Adam that divides by the mean square of the step before. Taniguchi et al. 2024, arXiv:2411.02853."""

    def start(self, x):
        self.m = torch.zeros_like(x)
        self.v = torch.zeros_like(x)
        self.t = 0

    def update(self, x, h, f):
        # The first step only begins the mean square.
        beta1, beta2 = h.betas if self.t > 0 else (1.0, 0.0)
        g = f.gradient(x)
        u = g / torch.maximum(self.v.sqrt(), torch.full_like(x, h.eps))
        if h.use_clipping:
            u = u.clamp(-(self.t**0.25), self.t**0.25)
        self.v = beta2 * self.v + (1 - beta2) * g * g
        self.m = beta1 * self.m + (1 - beta1) * u
        self.t += 1
        return x - h.lr * (beta1 * self.m + (1 - beta1) * u if h.nesterov else self.m)
