class Adam(Method):
    """Adam without the correction for starting at zero. Kingma & Ba 2015, arXiv:1412.6980."""

    def start(self, x):
        self.m = torch.zeros_like(x)
        self.v = torch.zeros_like(x)
        self.v_max = torch.zeros_like(x)

    def update(self, x, h, f):
        beta1, beta2 = h.betas
        g = f.gradient(x) + h.weight_decay * x
        self.m = self.m + (1 - beta1) * (g - self.m)
        self.v = beta2 * self.v + (1 - beta2) * g * g
        self.v_max = torch.maximum(self.v_max, self.v)
        v = self.v_max if h.amsgrad else self.v
        return x - h.lr * (self.m / (v.sqrt() + h.eps))
