# needs: quotient
class Sophia(Method):
    """Momentum over curvature, the quotient clipped to 1. Liu et al. 2023, arXiv:2305.14342, exact diagonal."""

    def start(self, x):
        self.m = torch.zeros_like(x)
        self.h = torch.zeros_like(x)
        self.t = 0

    def update(self, x, h, f):
        beta1, beta2 = h.betas
        self.m = beta1 * self.m + (1 - beta1) * f.gradient(x)
        if self.t % int(h.k) == 0:
            self.h = beta2 * self.h + (1 - beta2) * f.hessian(x).diagonal()
        self.t += 1
        x = x - h.lr * h.weight_decay * x
        curvature = torch.maximum(h.gamma * self.h, torch.full_like(x, h.eps))
        return x - h.lr * quotient(self.m, curvature).clamp(-1, 1)
