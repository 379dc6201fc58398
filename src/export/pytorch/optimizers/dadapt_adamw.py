class DAdaptAdamW(Method):
    """AdamW whose rate is a growing estimate of the distance. Defazio & Mishchenko 2023, arXiv:2301.07733."""

    def start(self, x):
        self.m = torch.zeros_like(x)
        self.v = torch.zeros_like(x)
        self.s = torch.zeros_like(x)
        self.r = torch.zeros(())
        self.d = torch.tensor(self.defaults["estim_lr0"])
        self.t = 0

    def update(self, x, h, f):
        beta1, beta2 = h.betas
        root = math.sqrt(beta2)
        g = f.gradient(x)
        self.t += 1
        rate = self.d * h.lr * (math.sqrt(1 - beta2**self.t) / (1 - beta1**self.t))
        self.r = root * self.r + (1 - root) * rate * g.dot(self.s / (self.v.sqrt() + h.eps))
        self.m = beta1 * self.m + (1 - beta1) * rate * g
        self.v = beta2 * self.v + (1 - beta2) * g * g
        self.s = root * self.s + (1 - root) * rate * g
        norm = self.s.abs().sum()
        estimate = self.r / ((1 - root) * norm)
        # No slope so far, no estimate.
        self.d = torch.where((self.d > estimate) | (norm == 0), self.d, estimate)
        return x - (h.weight_decay * rate * x + self.m / (self.v.sqrt() + h.eps))
