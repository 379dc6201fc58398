class AdEMAMix(Method):
    """Adam with a second, slow average of gradients. Pagliardini, Ablin & Grangier 2024, arXiv:2409.03137."""

    def start(self, x):
        self.fast = torch.zeros_like(x)
        self.slow = torch.zeros_like(x)
        self.v = torch.zeros_like(x)
        self.t = 0

    def update(self, x, h, f):
        beta1, beta2, beta3 = h.betas
        g = f.gradient(x)
        self.t += 1
        self.fast = beta1 * self.fast + (1 - beta1) * g
        self.slow = beta3 * self.slow + (1 - beta3) * g
        self.v = beta2 * self.v + (1 - beta2) * g * g
        fast = self.fast / (1 - beta1**self.t)
        v = self.v / (1 - beta2**self.t)
        u = (fast + h.alpha * self.slow) / ((v + h.eps_root).sqrt() + h.eps)
        return x - h.lr * (u + h.weight_decay * x)
