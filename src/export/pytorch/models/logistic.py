def losses(u, v, x, y):
    # ln(1 + exp(z)) - v z, without overflow.
    z = x + y * u
    return torch.where(z > 0, z, 0.0) + torch.log(torch.exp(torch.where(z > 0, -z, z)) + 1) - z * v
