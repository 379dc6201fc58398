class AdamW(Method):
    """AdamW without the correction for starting at zero. Loshchilov & Hutter 2019, arXiv:1711.05101."""

    def start(self, x):
        self.m = torch.zeros_like(x)
        self.v = torch.zeros_like(x)
        self.v_max = torch.zeros_like(x)

    def update(self, x, h, f):
        beta1, beta2 = h.betas
        g = f.gradient(x)
        x = x * (1 - h.lr * h.weight_decay)
        self.m = self.m + (1 - beta1) * (g - self.m)
        self.v = beta2 * self.v + (1 - beta2) * g * g
        self.v_max = torch.maximum(self.v_max, self.v)
        v = self.v_max if h.amsgrad else self.v
        return x - h.lr * (self.m / (v.sqrt() + h.eps))
