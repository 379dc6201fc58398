class Adagrad(Method):
    """AdaGrad with epsilon inside the root, as in optax. Duchi, Hazan & Singer 2011, JMLR 12."""

    def start(self, x):
        self.sum = torch.full_like(x, self.defaults["initial_accumulator_value"])
        self.t = 0

    def update(self, x, h, f):
        g = f.gradient(x) + h.weight_decay * x
        lr = h.lr / (h.lr_decay * self.t + 1)
        self.t += 1
        self.sum = self.sum + g * g
        rate = torch.where(self.sum > 0, lr / (self.sum + h.eps).sqrt(), torch.zeros_like(x))
        return x - rate * g
