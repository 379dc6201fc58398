def follow(run, name, make, schedule=None, watches=False, clip_value=None, clip_norm=None, lookahead=None):
    """Follows a method from the start and prints a line a step; a run that diverges ends at its last finite step."""
    torch.manual_seed(SEED)  # if:noise
    batches = deal()  # if:batch
    point = torch.tensor(START, requires_grad=True)
    optimizer = make([point])
    scheduler = schedule(optimizer) if schedule else None  # if:schedule
    slow = point.detach().clone()  # if:lookahead
    for step in range(STEPS + 1):
        if step > 0:
            told = Told(point)  # if:quiet
            told = Told(  # if:told
                point,  # if:told
                noise=SIGMA * torch.randn(2, dtype=torch.float32).double(),  # if:noise
                batch=next(batches),  # if:batch
                clip_value=clip_value,  # if:clip
                clip_norm=clip_norm,  # if:clip
            )  # if:told
            optimizer.step(told)
            if lookahead and step % lookahead[0] == 0:  # if:lookahead
                # Part of the way back; the method goes on from there.  # if:lookahead
                slow = lookahead[1] * point.detach() + (1 - lookahead[1]) * slow  # if:lookahead
                with torch.no_grad():  # if:lookahead
                    point.copy_(slow)  # if:lookahead
        with torch.no_grad():
            loss = torch.as_tensor(f(*point))
        if not (point.isfinite().all() and loss.isfinite()):
            break
        average = None
        if hasattr(optimizer, "averaged"):  # if:averaged
            average = optimizer.averaged()  # if:averaged
        if isinstance(optimizer, torch.optim.ASGD):  # if:asgd
            average = point if step == 0 else optimizer.state[point]["ax"]  # if:asgd
        numbers = [*point.tolist(), loss, *([None, None] if average is None else average.tolist())]
        print(run, name, step, *("" if v is None else number(v) for v in numbers), sep=",")
        if scheduler and 0 < step < STEPS:  # if:schedule
            scheduler.step(loss) if watches else scheduler.step()  # if:plateau
            scheduler.step()  # if:steady
