class DoG(Method):
    """Distance from the start over the root of the squared slopes. Ivgi, Hinder & Carmon 2023, arXiv:2302.12022."""

    def start(self, x):
        self.first = x.clone()
        self.distance = self.defaults["init_step"] * (x.norm() + 1)
        self.sum = torch.zeros(())

    def update(self, x, h, f):
        g = f.gradient(x) + h.weight_decay * x
        self.distance = torch.maximum(self.distance, (self.first - x).norm())
        self.sum = self.sum + g.dot(g)
        return x - h.lr * (self.distance / (self.sum + h.eps).sqrt()) * g
