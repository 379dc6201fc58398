def power_of(u, v):
    """u to the power of something that varies too; at u = 0 its slope by v is 0, and that by u too where v < 1."""
    u, v = torch.as_tensor(u), torch.as_tensor(v)
    zero = u == 0
    safe = torch.where(zero, 1.0, u)
    at_zero = torch.where(v >= 1, u, u.detach()) ** v.detach()
    return torch.where(zero, at_zero, safe**v)
