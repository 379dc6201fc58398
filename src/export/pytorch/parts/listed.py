class Listed:
    """Rates one by one, where torch's own scheduler cannot make them: it would divide by zero, or refuse."""

    def __init__(self, optimizer, rates, momenta=None):
        self.optimizer, self.rates, self.momenta, self.t = optimizer, rates, momenta, -1
        self.step()

    def step(self):
        self.t += 1
        for group in self.optimizer.param_groups:
            group["lr"] = self.rates[self.t]
            if self.momenta and "betas" in group:
                group["betas"] = (self.momenta[self.t], *group["betas"][1:])
            elif self.momenta:
                group["momentum"] = self.momenta[self.t]
