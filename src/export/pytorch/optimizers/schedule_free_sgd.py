class ScheduleFreeSGD(Method):
    """The gradient is taken between a base point and the average of all of them. Defazio et al. 2024, arXiv:2405.15682."""

    def start(self, x):
        self.z = x.clone()
        self.average = x.clone()
        self.weights = 0.0
        self.largest = 0.0
        self.t = 0

    def averaged(self):
        return self.average

    def update(self, y, h, f):
        (beta,) = h.betas
        direction = f.gradient(y) + h.weight_decay * y
        warmed = lambda t: h.lr if h.warmup_steps is None else h.lr * min(t / h.warmup_steps, 1.0)
        rate = warmed(self.t)
        self.t += 1
        self.largest = max(self.largest, warmed(self.t))
        weight = math.pow(self.largest, h.weight_lr_power)
        self.weights += weight
        share = weight / self.weights if self.weights > 0 else 0.0
        average = (y - (1 - beta) * self.z) / beta
        self.z = self.z - rate * direction
        self.average = (1 - share) * average + share * self.z
        return beta * self.average + (1 - beta) * self.z
