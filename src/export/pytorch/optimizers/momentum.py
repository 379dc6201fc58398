class Momentum(Method):
    """Momentum as an average of gradients. "ema" starts from the first gradient, "ema_zero" from zero, where
    torch.optim.SGD with momentum beta and the rate lr * (1 - beta) walks the same path. Polyak 1964."""

    def start(self, x):
        self.s = None

    def update(self, x, h, f):
        g = f.gradient(x)
        if self.s is None:
            self.s = g if h.convention == "ema" else torch.zeros_like(x)
            fresh = h.convention != "ema"
        else:
            fresh = True
        if fresh:
            self.s = h.momentum * self.s + (1 - h.momentum) * g
        return x - h.lr * self.s
