class ScheduleFreeAdamW(Method):
    """The same around AdamW's denominator. Defazio et al. 2024, arXiv:2405.15682."""

    def start(self, x):
        self.z = x.clone()
        self.average = x.clone()
        self.v = torch.zeros_like(x)
        self.weights = 0.0
        self.largest = 0.0
        self.t = 0

    def averaged(self):
        return self.average

    def update(self, y, h, f):
        beta, beta2 = h.betas
        g = f.gradient(y)
        warmed = lambda t: h.lr if h.warmup_steps is None else h.lr * min(t / h.warmup_steps, 1.0)
        rate = warmed(self.t)
        self.t += 1
        self.largest = max(self.largest, warmed(self.t))
        weight = math.pow(self.largest, h.weight_lr_power)
        self.weights += weight
        share = weight / self.weights if self.weights > 0 else 0.0
        self.v = beta2 * self.v + (1 - beta2) * g * g
        direction = g / ((self.v / (1 - beta2**self.t)).sqrt() + h.eps) + h.weight_decay * y
        average = (y - (1 - beta) * self.z) / beta
        self.z = self.z - rate * direction
        self.average = (1 - share) * average + share * self.z
        return beta * self.average + (1 - beta) * self.z
