# needs: quotient
class CautiousAdamW(Method):
    """AdamW in which only coordinates that agree with the gradient move. Liang et al. 2024, arXiv:2411.16085."""

    def start(self, x):
        self.m = torch.zeros_like(x)
        self.v = torch.zeros_like(x)
        self.t = 0

    def update(self, x, h, f):
        beta1, beta2 = h.betas
        g = f.gradient(x)
        self.t += 1
        self.m = self.m + (1 - beta1) * (g - self.m)
        self.v = beta2 * self.v + (1 - beta2) * g * g
        m = self.m / (1 - beta1**self.t)
        step = quotient(m, self.v.sqrt() / math.sqrt(1 - beta2**self.t) + h.eps)
        agrees = (step * g > 0).to(x.dtype)
        step = step * (agrees / agrees.mean().clamp(min=1e-3))
        return (1 - h.lr * h.weight_decay) * x - h.lr * step
