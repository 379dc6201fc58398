class Grokfast(Method):
    """Adam or SGD on gradients whose slow part is amplified. Lee et al. 2024, arXiv:2405.20233."""

    def start(self, x):
        h = SimpleNamespace(**self.defaults)
        self.point = torch.nn.Parameter(x.clone())
        if h.inner == "adam":
            self.inner = torch.optim.Adam([self.point], lr=h.lr, betas=h.betas)
        else:
            self.inner = torch.optim.SGD([self.point], lr=h.lr, momentum=h.momentum)
        self.mean = None

    def update(self, x, h, f):
        g = f.gradient(x)
        mean = g if self.mean is None else self.mean
        self.mean = h.alpha * mean + (1 - h.alpha) * g
        inner = {"betas": h.betas} if h.inner == "adam" else {"momentum": h.momentum}
        self.inner.param_groups[0].update(lr=h.lr, **inner)
        self.point.copy_(x)
        self.point.grad = g + h.lamb * self.mean
        self.inner.step()
        return self.point.detach().clone()
