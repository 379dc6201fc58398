# needs: eigen
class GDMomentumOptimal(Method):
    """Heavy ball with the best rate and momentum for the curvatures at the start. Polyak 1964."""

    def start(self, x):
        self.constants = None
        self.v = torch.zeros_like(x)

    def update(self, x, h, f):
        if self.constants is None:
            small, large = eigen(f.hessian(x))[0].abs().sort().values
            self.constants = (0.0, 0.0)
            if large != 0:
                high, low = large.sqrt(), torch.maximum(small, large / 1e4).sqrt()
                self.constants = ((2 / (high + low)) ** 2, ((high - low) / (high + low)) ** 2)
        alpha, beta = self.constants
        self.v = beta * self.v + f.gradient(x)
        return x - h.lr * alpha * self.v
