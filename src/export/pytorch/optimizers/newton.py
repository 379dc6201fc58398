# needs: eigen
class Newton(Method):
    """Hp = -g: to where the slope of the quadratic model vanishes. Nocedal & Wright 2006, chapters 3.4 and 4."""

    def update(self, x, h, f):
        values, vectors = eigen(f.hessian(x))
        values = (values.abs() if h.saddle_free else values) + h.damping
        c = vectors @ f.gradient(x)
        p = within(c, values, h.trust_radius) if h.trust_radius > 0 else quotient(-c, values)
        return x + h.lr * (p @ vectors)


def within(c, values, radius):
    """The step with the lowest model among all no longer than the radius. More & Sorensen 1983, doi:10.1137/0904038."""
    step = lambda shift: quotient(-c, values + shift)
    length = lambda p: torch.hypot(p[0], p[1])
    low = -values[1] if values[1] < 0 else torch.zeros(())
    longest = step(low)
    size = length(longest)
    if size <= radius:
        rest = (radius * radius - size * size).clamp(min=0).sqrt() if values[1] < 0 else 0.0
        return torch.stack([longest[0], longest[1] + rest])
    high = low + length(c) / radius
    for _ in range(100):
        middle = low + (high - low) / 2
        if length(step(middle)) > radius:
            low = middle
        else:
            high = middle
    return step(high)
