def smaller(a, b):
    """The smaller one; the slope is that of b where they are equal. NaN if either is."""
    a, b = torch.as_tensor(a), torch.as_tensor(b)
    return torch.where((a < b) | a.isnan(), a, b)
