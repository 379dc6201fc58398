class Cocob(Method):
    """Betting on a coin instead of a learning rate. Orabona & Tommasi 2017, arXiv:1705.07795."""

    def start(self, x):
        self.first = x.clone()
        self.largest = torch.full_like(x, self.defaults["eps"])
        self.lengths = torch.zeros_like(x)
        self.reward = torch.zeros_like(x)
        self.sum = torch.zeros_like(x)

    def update(self, x, h, f):
        g = h.lr * (f.gradient(x) + h.weight_decay * x)
        self.largest = torch.maximum(self.largest, g.abs())
        self.lengths = self.lengths + g.abs()
        self.sum = self.sum - g
        self.reward = (self.reward - g * (x - self.first)).clamp(min=0)
        limit = torch.maximum(self.lengths + self.largest, h.alpha * self.largest)
        return self.first + self.sum / (self.largest * limit) * (self.largest + self.reward)
