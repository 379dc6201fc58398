def well(t):
    return t**4 - 16 * t**2 + 5 * t


def f(x, y):
    return (well(x) + well(y)) / 2
