# needs: eigen, gauss_newton
class LevenbergMarquardt(Method):
    """(2J'J + mu)p = -g, or the damped Hessian where f is no sum of squares. Madsen, Nielsen & Tingleff 2004,
    algorithm 3.16."""

    def start(self, x):
        self.mu = None
        self.growth = 2.0

    def update(self, x, h, f):
        value, g = f.value(x), f.gradient(x)
        matrix = f.gauss_newton(x)
        diagonal = matrix.diagonal().abs().max()
        values, vectors = eigen(matrix)
        mu = h.damping * diagonal if self.mu is None else self.mu
        mu = mu if mu > -2 * values[1] else -2 * values[1]
        step = h.lr * (quotient(-(vectors @ g), values + mu) @ vectors)
        ahead = x + step
        promised = -(g.dot(step) + step.dot(matrix @ step) / 2)
        gain = (value - f.value(ahead)) / promised
        if promised > 0 and gain > 0:
            shrink = 1 - (2 * gain - 1) ** 3
            self.mu = mu * (shrink if shrink > 1 / 3 else 1 / 3)
            self.growth = 2.0
            return ahead
        # No damping at all could not grow, and on straight ground the Hessian has no size to take it from.
        least = 1e-3 * diagonal if diagonal > 0 else torch.tensor(1e-3)
        grown = mu * self.growth if mu > 0 else least
        self.mu = grown if grown < 1e150 else torch.tensor(1e150)
        self.growth = min(2 * self.growth, 1e150)
        return x
