def losses(u, v, x, y):
    return (x + y * u - v) ** 2 / 2


def residuals_of(u, v, count, x, y):
    return (x + y * u - v) * (count / (2 * count.sum())).sqrt()
