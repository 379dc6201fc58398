class SignSGD(Method):
    """Only the sign of each slope counts. Bernstein et al. 2018, arXiv:1802.04434."""

    def update(self, x, h, f):
        return x - h.lr * f.gradient(x).sign()
