"""Parameters of an items request, each kind read on its own: boxes, times, orders, words, comparisons."""
