class Quickprop(Method):
    """Each coordinate jumps to the bottom of the parabola through its last two slopes. Fahlman 1988, CMU-CS-88-162."""

    def start(self, x):
        self.slope = torch.zeros_like(x)
        self.step_before = torch.zeros_like(x)

    def update(self, x, h, f):
        g = f.gradient(x)
        step, old = self.step_before, self.slope
        # As if the last step had been to the left, so that downhill ahead is a positive slope.
        sign = torch.where(step < 0, 1.0, -1.0)
        gradient = torch.where(sign * g > 0, -h.lr * g, torch.zeros_like(x))
        far = sign * g >= h.mu / (1 + h.mu) * (sign * old)
        jump = torch.where(far, h.mu * step, step * g / (old - g))
        self.step_before = torch.where(step == 0, -h.lr * g, gradient + jump)
        self.slope = g
        return x + self.step_before
