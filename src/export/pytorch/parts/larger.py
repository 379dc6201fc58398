def larger(a, b):
    """The larger one; the slope is that of b where they are equal. NaN if either is."""
    a, b = torch.as_tensor(a), torch.as_tensor(b)
    return torch.where((a > b) | a.isnan(), a, b)
