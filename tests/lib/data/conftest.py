"""The fixtures of those tests that read MNIST's original files, in small."""

from digits_of_mnist import mirrors, server, small

__all__ = ["mirrors", "server", "small"]
