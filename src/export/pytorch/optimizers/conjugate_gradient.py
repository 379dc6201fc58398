# needs: line_search
class ConjugateGradient(Method):
    """p = -g + beta p; strong Wolfe. Fletcher & Reeves 1964; Polak & Ribiere 1969."""

    def start(self, x):
        self.before = None

    def aim(self, g, h):
        size = g.abs().sum()
        careful = h.lr / size if size > 1 else torch.tensor(h.lr)
        if self.before is None:
            return -g, careful
        _, _, old, q, t = self.before
        top = g.dot(g) if h.variant == "fletcher_reeves" else g.dot(g - old)
        beta = top / old.dot(old)
        if h.variant != "fletcher_reeves":
            # A NaN counts as 0, as in Rust's max.
            beta = beta if beta > 0 else torch.zeros(())
        p = -g + beta * q
        first = h.lr * t * (old.dot(q) / g.dot(p))
        return (p, first) if g.dot(p) < 0 and first > 0 else (-g, careful)

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
