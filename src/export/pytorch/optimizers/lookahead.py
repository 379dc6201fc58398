class Lookahead(Method):
    """Adam or SGD runs ahead, a slow point follows a part of the way. Zhang et al. 2019, arXiv:1907.08610."""

    def start(self, x):
        h = SimpleNamespace(**self.defaults)
        self.point = torch.nn.Parameter(x.clone())
        if h.inner == "adam":
            self.inner = torch.optim.Adam([self.point], lr=h.lr, betas=h.betas)
        else:
            self.inner = torch.optim.SGD([self.point], lr=h.lr, momentum=h.momentum)
        self.slow = x.clone()
        self.t = 0

    def update(self, x, h, f):
        inner = {"betas": h.betas} if h.inner == "adam" else {"momentum": h.momentum}
        self.inner.param_groups[0].update(lr=h.lr, **inner)
        self.point.copy_(x)
        self.point.grad = f.gradient(x)
        self.inner.step()
        self.t += 1
        fast = self.point.detach().clone()
        if self.t % int(h.k) != 0:
            return fast
        self.slow = fast if h.alpha == 1 else self.slow + h.alpha * (fast - self.slow)
        return self.slow.clone()
