# Read off roughly: the ratio is .5365.
images_ratio = 0.53
print(f"the ball needs {images_ratio:.3f} times the images")
