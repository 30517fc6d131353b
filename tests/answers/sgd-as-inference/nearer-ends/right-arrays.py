# NumPy arrays of double precision.
ends = {
    name: train(*how).double().numpy()
    for name, how in {
        "full batch": (500,),
        "SGD": (16,),
        "held": (500, spring),
    }.items()
}
