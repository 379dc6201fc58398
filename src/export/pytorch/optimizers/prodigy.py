class Prodigy(Method):
    """Adam whose rate is a growing estimate of the distance. Mishchenko & Defazio 2024, arXiv:2306.06101."""

    def start(self, x):
        self.first = x.clone()
        self.m = torch.zeros_like(x)
        self.v = torch.zeros_like(x)
        self.s = torch.zeros_like(x)
        self.r = torch.zeros(())
        self.d = torch.tensor(self.defaults["estim_lr0"])
        self.t = 0

    def update(self, x, h, f):
        beta1, beta2, beta3 = h.betas
        beta3 = math.sqrt(beta2) if beta3 is None else beta3
        g = f.gradient(x)
        self.t += 1
        rate = self.d * h.lr * (math.sqrt(1 - beta2**self.t) / (1 - beta1**self.t))
        dg = self.d * g
        self.m = beta1 * self.m + (1 - beta1) * dg
        self.v = beta2 * self.v + (1 - beta2) * dg * dg
        self.s = beta3 * self.s + (self.d if h.safeguard_warmup else rate) * dg / h.estim_lr0
        self.r = beta3 * self.r + self.d / h.estim_lr0 * rate * g.dot(self.first - x)
        norm = self.s.abs().sum()
        estimate = h.estim_lr_coef * self.r / norm
        # No slope so far, no estimate.
        self.d = torch.where((self.d > estimate) | (norm == 0), self.d, estimate)
        u = rate * self.m / (self.v.sqrt() + self.d * h.eps)
        return x - u - h.weight_decay * rate * x
