def f(x, y):
    return x**2 / 20 + y**2


def residuals(x, y):
    return torch.stack([math.sqrt(0.05) * x, y])
