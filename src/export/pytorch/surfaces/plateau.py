def f(x, y):
    return 1 - torch.exp(-(x**2 + y**2) / 2)
