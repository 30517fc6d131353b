assert count == tosses.sum(), "the hidden count of STUDENT"
