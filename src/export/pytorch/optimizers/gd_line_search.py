# needs: line_search
class GDLineSearch(Method):
    """Along -g, as far as a search from lr finds good. Armijo 1966, doi:10.2140/pjm.1966.16.1."""

    def start(self, x):
        self.before = None

    def update(self, x, h, f):
        # What was known of another function is of no use.
        known = not f.changes and self.before is not None and torch.equal(self.before[0], x)
        start = self.before[1] if known else place(f, x, torch.zeros_like(x), torch.zeros(()))
        p, first = -start.g, torch.tensor(h.lr)
        if p.dot(p) == 0:
            return x
        if h.line_search == "armijo":
            return x + armijo(f, x, p, start, first, h.c1, h.shrink) * p
        found = strong_wolfe(f, x, p, start, first, h.c1, h.c2)
        x = x + found.t * p
        self.before = (x, found)
        return x
