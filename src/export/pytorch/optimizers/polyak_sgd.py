class PolyakSGD(Method):
    """As far as the gap to the lowest value asks for; lr is the largest rate. Polyak 1969; Loizou et al. 2021,
    arXiv:2002.10542."""

    def update(self, x, h, f):
        gap = f.value(x) - h.f_min
        if h.variant == "sps+":
            gap = torch.where(gap < 0, torch.zeros_like(gap), gap)
        g = h.scaling * f.gradient(x)
        square = g.dot(g) + h.eps
        rate = (gap / square).clamp(max=h.lr) if square > torch.finfo(x.dtype).eps else 0.0
        return x - rate * g
