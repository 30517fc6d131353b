# The ratio of the steps alone, without the larger batches.
images_ratio = np.log(10 / 8) / np.log(4 / 2)
print(f"the ball needs {images_ratio:.3f} times the images")
