"""The demo company: raw exports with planted leaks and decoys, and the truth about them."""
