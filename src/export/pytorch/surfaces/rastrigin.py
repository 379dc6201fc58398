def well(t):
    return t**2 - 10 * torch.cos(2 * math.pi * t)


def f(x, y):
    return well(x) + well(y) + 20
