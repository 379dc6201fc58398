class NelderMead(Method):
    """A triangle that tumbles downhill without any gradient; lr is its first size. Nelder & Mead 1965; Lagarias et al.
    1998, doi:10.1137/S1052623496303470."""

    def start(self, x):
        self.corners = None

    def update(self, x, h, f):
        # What is not a number counts as infinitely high: nothing would be less than it.
        height = lambda v: math.inf if math.isnan(v) else v
        at = lambda p: (height(float(f.value(p))), p)
        # The best first; equals keep their order.
        ordered = lambda corners: sorted(corners, key=lambda c: c[0])
        if self.corners is None:
            right, up = torch.tensor([h.lr, 0.0]), torch.tensor([0.0, h.lr])
            self.corners = ordered([at(x.clone()), at(x + right), at(x + up)])
        elif f.changes:
            self.corners = ordered([at(p) for _, p in self.corners])
        best, good, worst = self.corners
        centre = (best[1] + good[1]) / 2
        toward = lambda t: at(centre + t * (centre - worst[1]))
        reflected = toward(h.reflection)
        better = None
        if reflected[0] < best[0]:
            expanded = toward(h.reflection * h.expansion)
            better = expanded if expanded[0] < reflected[0] else reflected
        elif reflected[0] < good[0]:
            better = reflected
        elif reflected[0] < worst[0]:
            outside = toward(h.reflection * h.contraction)
            better = outside if outside[0] <= reflected[0] else None
        else:
            inside = toward(-h.contraction)
            better = inside if inside[0] < worst[0] else None
        if better is None:
            pulled = lambda c: at(best[1] + h.shrink * (c[1] - best[1]))
            self.corners = ordered([best, pulled(good), pulled(worst)])
        else:
            self.corners = ordered([best, good, better])
        return self.corners[0][1].clone()
