# It has the integral in closed form.
def travel_steps(x, rate, sigma, start, end):
    """Mean steps of label-noise SGD from angle start to angle end."""
    one, two = x

    def whole(phi):
        cosine, sine = -np.log(np.cos(phi)), np.log(np.sin(phi))
        half = np.sin(phi) ** 2 / 2
        first = (one * half + two * (cosine - half)) / one
        second = (one * (sine - half) + two * half) / two
        return 2 * (cosine / one + sine / two) - 4 * rate * one * (first + second)

    return (whole(end) - whole(start)) / (4 * rate**2 * sigma**2 * (one - two))
