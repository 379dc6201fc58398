class RMSprop(Method):
    """RMSProp with optax's switches. Tieleman & Hinton 2012; centered: Graves 2013, arXiv:1308.0850."""

    def start(self, x):
        self.square = torch.full_like(x, self.defaults["initial_scale"])
        self.mean = torch.zeros_like(x)
        self.buffer = torch.zeros_like(x)
        self.t = 0

    def update(self, x, h, f):
        g = f.gradient(x) + h.weight_decay * x
        self.t += 1
        self.square = h.alpha * self.square + (1 - h.alpha) * g * g
        self.mean = h.alpha * self.mean + (1 - h.alpha) * g
        scale = 1 - h.alpha**self.t if h.bias_correction else 1.0
        variance = self.square / scale
        if h.centered:
            variance = variance - (self.mean / scale) ** 2
        u = g / ((variance + h.eps).sqrt() if h.eps_in_sqrt else variance.sqrt() + h.eps)
        if h.momentum == 0:
            return x - h.lr * u
        self.buffer = h.momentum * self.buffer + u
        return x - h.lr * (u + h.momentum * self.buffer if h.nesterov else self.buffer)
