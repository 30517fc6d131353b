# Not numbers.
ends = {
    name: torch.full_like(first, float("nan")) for name in ("full batch", "SGD", "held")
}
