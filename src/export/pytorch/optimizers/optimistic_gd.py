class OptimisticGD(Method):
    """Expects the gradient to change once more as it just did. Popov 1980, doi:10.1007/BF01141092."""

    def start(self, x):
        self.previous = None

    def update(self, x, h, f):
        g = f.gradient(x)
        previous = g if self.previous is None else self.previous
        self.previous = g
        return x - h.lr * ((h.alpha + h.beta) * g - h.beta * previous)
