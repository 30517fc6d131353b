# The limit of large c, not the ratio at c = 9.
images_ratio = 1 / 2
print(f"the ball needs {images_ratio:.3f} times the images")
