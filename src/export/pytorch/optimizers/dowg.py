class DoWG(Method):
    """The same with slopes weighted by the squared distance. Khaled, Mishchenko & Jin 2023, arXiv:2305.16284."""

    def start(self, x):
        self.first = x.clone()
        given = self.defaults["init_estim_sq_dist"]
        self.distance = torch.tensor(self.defaults["eps"] if given is None else given)
        self.sum = torch.zeros(())

    def update(self, x, h, f):
        g = f.gradient(x) + h.weight_decay * x
        way = self.first - x
        self.distance = torch.maximum(self.distance, way.dot(way))
        self.sum = self.sum + self.distance * g.dot(g)
        return x - h.lr * (self.distance / (self.sum.sqrt() + h.eps)) * g
