def f(x, y):
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def residuals(x, y):
    return torch.stack([x**2 + y - 11, x + y**2 - 7])
