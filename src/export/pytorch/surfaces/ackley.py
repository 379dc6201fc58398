# needs: sqrt
def f(x, y):
    funnel = -20 * torch.exp(-0.2 * sqrt((x**2 + y**2) / 2))
    dimples = torch.exp((torch.cos(2 * math.pi * x) + torch.cos(2 * math.pi * y)) / 2)
    return funnel - dimples + math.e + 20
