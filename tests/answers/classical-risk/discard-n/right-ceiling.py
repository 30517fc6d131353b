# From the best N below p in closed form, rounded up, without a search above.
n = np.arange(1, 39)
least = (1 - n / 40 + 0.16 * n / (39 - n)).min()
answer_n = np.floor(41 + 0.16 * 40 / least) + 1
