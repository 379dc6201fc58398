def f(x, y):
    return (1 - x) ** 2 + 10 * (y - x**2) ** 2


def residuals(x, y):
    return torch.stack([1 - x, math.sqrt(10) * (y - x**2)])
