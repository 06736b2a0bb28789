"""One kind of finding a module: each takes readings and returns matches."""
