def place(f, x, d, t):
    """A place on the line: how far, f and the gradient there."""
    p = x + t * d
    return SimpleNamespace(t=t, f=f.value(p), g=f.gradient(p))


def cubic(a, slope_a, b, slope_b, low, high):
    """The minimum of the cubic through two places with their slopes, no farther than the bounds."""
    d1 = slope_a + slope_b - 3 * (a.f - b.f) / (a.t - b.t)
    square = d1 * d1 - slope_a * slope_b
    if not square >= 0:
        return (low + high) / 2
    d2 = square.sqrt()
    if not a.t <= b.t:
        a, slope_a, b, slope_b = b, slope_b, a, slope_a
    t = b.t - (b.t - a.t) * ((slope_b + d2 - d1) / (slope_b - slope_a + 2 * d2))
    t = low if low > t else t
    return high if high < t else t


def strong_wolfe(f, x, d, start, first, c1, c2, trials=25):
    """Low enough and flat enough: bracket and zoom, as torch.optim.LBFGS does it. Nocedal & Wright 2006, 3.5 and 3.6."""
    largest = d.abs().max()
    slope = start.g.dot(d)
    begin = SimpleNamespace(t=torch.zeros(()), f=start.f, g=start.g)
    new, old = place(f, x, d, first), begin
    slope_new, slope_old = new.g.dot(d), slope
    tried = 0
    while True:
        bracket, slopes = [old, new], [slope_old, slope_new]
        if tried == trials:
            bracket[0] = begin
            break
        if new.f > start.f + c1 * new.t * slope or (tried > 1 and new.f >= old.f):
            break
        if slope_new.abs() <= -c2 * slope:
            return new
        if slope_new >= 0:
            break
        t = cubic(old, slope_old, new, slope_new, new.t + 0.01 * (new.t - old.t), new.t * 10)
        old, slope_old = new, slope_new
        new = place(f, x, d, t)
        slope_new = new.g.dot(d)
        tried += 1
    lower = lambda: 0 if bracket[0].f <= bracket[1].f else 1
    low, stuck = lower(), False
    while tried < trials:
        a, b = bracket
        if (b.t - a.t).abs() * largest < 1e-9:
            break
        left_end, right_end = (a.t, b.t) if a.t <= b.t else (b.t, a.t)
        t = cubic(a, slopes[0], b, slopes[1], left_end, right_end)
        # Too near to an end twice, or beyond it: a tenth of the bracket away from it instead.
        tenth = 0.1 * (right_end - left_end)
        right, left = right_end - t, t - left_end
        if (left if left < right else right) < tenth:
            if stuck or t >= right_end or t <= left_end:
                t = right_end - tenth if right.abs() < left.abs() else left_end + tenth
                stuck = False
            else:
                stuck = True
        else:
            stuck = False
        new = place(f, x, d, t)
        slope_new = new.g.dot(d)
        tried += 1
        high = 1 - low
        if new.f > start.f + c1 * t * slope or new.f >= bracket[low].f:
            bracket[high], slopes[high] = new, slope_new
            low = lower()
            continue
        done = slope_new.abs() <= -c2 * slope
        if not done and slope_new * (bracket[high].t - bracket[low].t) >= 0:
            bracket[high], slopes[high] = bracket[low], slopes[low]
        bracket[low], slopes[low] = new, slope_new
        if done:
            break
    return bracket[low]


def armijo(f, x, d, start, first, c1, shrink):
    """The first of the shrinking steps that is low enough; none if no trial is."""
    slope, t = start.g.dot(d), first
    for _ in range(50):
        if f.value(x + t * d) <= start.f + c1 * t * slope:
            return t
        t = t * shrink
    return torch.zeros(())
