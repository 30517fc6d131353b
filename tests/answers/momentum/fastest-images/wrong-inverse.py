# The images of plain SGD over those of the ball.
c = 9
hotter = (c + 1) / (2 * np.sqrt(c))
fewer = np.log((c + 1) / (c - 1)) / np.log((c**0.5 + 1) / (c**0.5 - 1))
images_ratio = 1 / (hotter * fewer)
print(f"the ball needs {images_ratio:.3f} times the images")
