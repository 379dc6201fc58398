# needs: line_search
class BFGS(Method):
    """p = -Hg, H corrected by each move; strong Wolfe. Nocedal & Wright 2006, algorithm 6.1."""

    def start(self, x):
        self.inverse = None
        self.before = None

    def aim(self, g, h):
        size = g.abs().sum()
        careful = h.lr / size if size > 1 else torch.tensor(h.lr)
        if self.before is None:
            return -g, careful
        _, _, old, p, t = self.before
        y, s = g - old, p * t
        ys = y.dot(s)
        if ys > 1e-10:
            if self.inverse is None:
                self.inverse = ys / y.dot(y) * torch.eye(2)
            hy = self.inverse @ y
            weight = (1 + y.dot(hy) / ys) / ys
            self.inverse = self.inverse + weight * torch.outer(s, s) - (torch.outer(hy, s) + torch.outer(s, hy)) / ys
        if self.inverse is None:
            return -g, careful
        p = -(self.inverse @ g)
        return (p, torch.tensor(h.lr)) if g.dot(p) < 0 and h.lr > 0 else (-g, careful)

    def update(self, x, h, f):
        # What was known of another function is of no use.
        known = not f.changes and self.before is not None and torch.equal(self.before[0], x)
        start = self.before[1] if known else place(f, x, torch.zeros_like(x), torch.zeros(()))
        p, first = self.aim(start.g, h)
        if p.dot(p) == 0:
            return x
        found = strong_wolfe(f, x, p, start, first, h.c1, h.c2)
        x = x + found.t * p
        self.before = (x, found, start.g, p, found.t)
        return x
