def f(x, y):
    return (a - x) ** 2 + b * (y - x**2) ** 2


def residuals(x, y):
    return torch.stack([a - x, math.sqrt(b) * (y - x**2)])
