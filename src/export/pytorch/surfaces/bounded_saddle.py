def f(x, y):
    return x**2 / 2 + y**4 / 4 - y**2 / 2
