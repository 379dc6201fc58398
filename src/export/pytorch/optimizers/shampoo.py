# needs: eigen
class Shampoo(Method):
    """Divides by the root of the sum of all g g'. Gupta, Koren & Singer 2018, arXiv:1802.09568."""

    def start(self, x):
        self.sum = self.defaults["eps"] * torch.eye(2)

    def update(self, x, h, f):
        g = f.gradient(x)
        self.sum = self.sum + torch.outer(g, g)
        values, vectors = eigen(self.sum)
        # No eigenvalue is below eps, whatever rounding left of it.
        values = torch.maximum(values, torch.tensor([-math.inf, h.eps]))
        parts = torch.where(values <= 0, torch.zeros_like(x), (vectors @ g) / values.sqrt())
        return x - h.lr * (parts @ vectors)
