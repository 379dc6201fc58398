class AMSGrad(Method):
    """Adam with the largest corrected mean square so far, as in optax. Reddi, Kale & Kumar 2018, arXiv:1904.09237."""

    def start(self, x):
        self.m = torch.zeros_like(x)
        self.v = torch.zeros_like(x)
        self.largest = torch.zeros_like(x)
        self.t = 0

    def update(self, x, h, f):
        beta1, beta2 = h.betas
        g = f.gradient(x)
        self.t += 1
        self.m = beta1 * self.m + (1 - beta1) * g
        self.v = beta2 * self.v + (1 - beta2) * g * g
        self.largest = torch.maximum(self.largest, self.v / (1 - beta2**self.t))
        m = self.m / (1 - beta1**self.t)
        return x - h.lr * (m / ((self.largest + h.eps_root).sqrt() + h.eps))
