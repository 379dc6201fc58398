def f(x, y):
    return (x**2 - 1) ** 2 + 0.3 * x + y**2
