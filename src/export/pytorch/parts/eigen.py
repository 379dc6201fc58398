# needs: quotient
def eigen(matrix):
    """Eigenvalues of a symmetric matrix, the larger first, and their vectors as rows."""
    (a, b), (_, c) = matrix
    mean, half = (a + c) / 2, (a - c) / 2
    radius = torch.hypot(half, b)
    far = mean + radius if mean >= 0 else mean - radius
    near = torch.zeros(()) if far == 0 else (a / far) * c - (b / far) * b
    values = torch.stack([far, near] if mean >= 0 else [near, far])
    x, y = (half + radius, b) if half >= 0 else (b, radius - half)
    length = torch.hypot(x, y)
    x, y = (torch.ones(()), torch.zeros(())) if length == 0 else (x / length, y / length)
    return values, torch.stack([torch.stack([x, y]), torch.stack([-y, x])])
