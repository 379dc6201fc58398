cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))


def f(x, y):
    u, v = cos * x + sin * y, cos * y - sin * x
    return (u**2 + condition * v**2) * (curvature / 2)


def residuals(x, y):
    u, v = cos * x + sin * y, cos * y - sin * x
    scale = math.sqrt(curvature / 2)
    return torch.stack([scale * u, scale * math.sqrt(condition) * v])
