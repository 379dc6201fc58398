def power(u, exponent):
    """u to the power of a number that is not whole; below 1 with slope 0 at 0, where it is infinite."""
    if exponent >= 1:
        return u**exponent
    zero = u == 0
    return torch.where(zero, u.detach() ** exponent, torch.where(zero, 1.0, u) ** exponent)
