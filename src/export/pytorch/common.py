def number(v):
    """A number as Downhill prints it: the shortest digits that read back to the same bits, placed as in JavaScript."""
    v = float(v)
    if v == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(v)).as_tuple()
    plain = "".join(map(str, digits)).rstrip("0")
    before = len(digits) + exponent
    if -5 <= before <= 0:
        text = "0." + "0" * -before + plain
    elif 1 <= before <= 21:
        text = plain.ljust(before, "0") if len(plain) <= before else plain[:before] + "." + plain[before:]
    else:
        text = plain[:1] + ("." if len(plain) > 1 else "") + plain[1:] + f"e{before - 1:+d}"
    return "-" * sign + text


def deal():  # if:batch
    """The places in the data that each step looks at: an epoch goes once through all of them, shuffled anew."""  # if:batch
    source = torch.Generator().manual_seed(SEED)  # if:batch
    while True:  # if:batch
        yield from torch.randperm(TERMS, generator=source).split(BATCH)  # if:batch


class Told:
    """What a method is told in one step: values, and gradients by autograd."""

    # Whether each step is told of another function, by its batch or its noise.  # if:may_change
    changes = True  # if:changes
    changes = False  # if:stays
  # if:may_change
    def __init__(self, point, **step):
        self.point = point
        self.step = SimpleNamespace(**step)
        self.f = f  # if:whole
        self.residuals = residuals  # if:whole_residuals
        self.f, self.residuals = part(self.step.batch)  # if:batch

    def value(self, p):
        with torch.no_grad():
            return torch.as_tensor(self.f(*p))

    def gradient(self, p):
        p = p.detach().clone().requires_grad_()
        with torch.enable_grad():
            self.f(*p).backward()
        p.grad += self.step.noise  # if:noise
        if self.step.clip_value is not None:  # if:clip
            torch.nn.utils.clip_grad_value_([p], self.step.clip_value)  # if:clip
        if self.step.clip_norm is not None:  # if:clip
            torch.nn.utils.clip_grad_norm_([p], self.step.clip_norm)  # if:clip
        return p.grad

    def hessian(self, p):  # if:hessian
        ((a, b), (_, c)) = torch.autograd.functional.hessian(lambda p: self.f(*p), p.detach())  # if:hessian
        return torch.stack([torch.stack([a, b]), torch.stack([b, c])])  # if:hessian

    def gauss_newton(self, p):  # if:gauss_newton
        """2J'J where f is a sum of squares, else the Hessian."""  # if:gauss_newton
        if self.residuals is None:  # if:gauss_newton
            return self.hessian(p)  # if:gauss_newton
        j = torch.autograd.functional.jacobian(lambda p: self.residuals(*p), p.detach())  # if:gauss_newton
        return 2 * (j.T @ j)  # if:gauss_newton

    def __call__(self):
        """The closure of torch.optim: leaves the gradient in the point, gives back the loss."""
        self.point.grad = self.gradient(self.point)
        return self.value(self.point)


class Method(torch.optim.Optimizer):  # if:methods
    """A method that torch.optim does not have: `update` makes the next point."""  # if:methods

    def __init__(self, points, **settings):  # if:methods
        super().__init__(points, settings)  # if:methods
        self.start(self.param_groups[0]["params"][0].detach())  # if:methods

    def start(self, x):  # if:methods
        """Whatever the method keeps, before the first step."""  # if:methods

    @torch.no_grad()  # if:methods
    def step(self, told):  # if:methods
        group = self.param_groups[0]  # if:methods
        (x,) = group["params"]  # if:methods
        x.copy_(self.update(x.detach().clone(), SimpleNamespace(**group), told))  # if:methods
