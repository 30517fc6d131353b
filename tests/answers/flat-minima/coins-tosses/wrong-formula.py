# It trusts the chapter's formula, which is some 85 tosses off.
answer_tosses = int(np.ceil(2 * 100**2 / np.pi))
